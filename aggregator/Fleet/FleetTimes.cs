namespace Wva.Fleet;

/// <summary>The spans of the hold rules (design, <i>Decisions</i>).</summary>
internal static class FleetTimes
{
    /// <summary>A stream may be quiet for at least so long: a heartbeat comes every 10 s, and 2 s are for the way.</summary>
    public static readonly TimeSpan LeastQuiet = TimeSpan.FromSeconds(12);

    /// <summary>A replica is silent from so long after its last successful scrape.</summary>
    public static readonly TimeSpan SilentAfter = TimeSpan.FromSeconds(30);

    /// <summary>How long a lost replica may take to come back, and how long a silent one is counted where no target lists pods.</summary>
    public static readonly TimeSpan PatienceWithLost = TimeSpan.FromMinutes(10);

    /// <summary>A lost replica has come back once it has been Ready for so long: one that flaps does not begin to be lost anew each time.</summary>
    public static readonly TimeSpan BackAfter = TimeSpan.FromMinutes(1);

    /// <summary>Start times of one process, read twice, differ by less than this.</summary>
    public static readonly TimeSpan SameStart = TimeSpan.FromSeconds(1);

    /// <summary>Ages said by an agent count up to this; more says nothing more, and would overflow.</summary>
    public static readonly TimeSpan GreatestAge = TimeSpan.FromDays(1);
}
