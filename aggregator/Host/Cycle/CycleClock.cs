namespace Wva.Aggregator.Cycle;

/// <summary>How the cycles went so far; readiness and metrics ask here.</summary>
internal sealed class CycleClock
{
    private long _succeeded;
    private long _failed;
    private long _followed;
    private long _lastTicks;

    /// <summary>Cycles that decided, and went through.</summary>
    public long Succeeded => Interlocked.Read(ref _succeeded);

    /// <summary>Cycles that failed.</summary>
    public long Failed => Interlocked.Read(ref _failed);

    /// <summary>Cycles that decided nothing, for another aggregator did.</summary>
    public long Followed => Interlocked.Read(ref _followed);

    /// <summary>Time of the snapshot that the last cycle rested on which went through; the least there is before the first.</summary>
    public DateTimeOffset LastAt => new(Interlocked.Read(ref _lastTicks), TimeSpan.Zero);

    /// <summary>A cycle has gone through.</summary>
    public void CountSuccess(DateTimeOffset at)
    {
        Interlocked.Exchange(ref _lastTicks, at.UtcTicks);
        Interlocked.Increment(ref _succeeded);
    }

    /// <summary>A cycle has gone through that had nothing to decide.</summary>
    public void CountFollowed(DateTimeOffset at)
    {
        Interlocked.Exchange(ref _lastTicks, at.UtcTicks);
        Interlocked.Increment(ref _followed);
    }

    /// <summary>A cycle has failed.</summary>
    public void CountFailure() => Interlocked.Increment(ref _failed);
}
