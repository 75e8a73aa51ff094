namespace Wva.Agent.Watch;

/// <summary>The engine's state in a word; the word of <c>--plain</c> is the name in small letters.</summary>
internal enum EngineState
{
    /// <summary>Its page was not read; what is shown is stale.</summary>
    Away,

    /// <summary>It sleeps: weights offloaded or discarded.</summary>
    Asleep,

    /// <summary>Requests run or wait, and no counter has moved for 10 s.</summary>
    Stalled,

    /// <summary>Up, and never asked.</summary>
    Idle,

    /// <summary>Requests wait.</summary>
    Queueing,

    /// <summary>Requests run, none waits.</summary>
    Serving,

    /// <summary>Nothing runs, nothing waits.</summary>
    Quiet,

    /// <summary>The page shows neither.</summary>
    Unknown,
}
