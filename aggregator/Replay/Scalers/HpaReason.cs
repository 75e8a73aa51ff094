namespace Wva.Replay.Scalers;

/// <summary>Why the controller wants what it wants; the conditions of a real HPA say the same.</summary>
public enum HpaReason
{
    /// <summary>The metric asks for it.</summary>
    Metric = 0,

    /// <summary>The difference is within the tolerance.</summary>
    WithinTolerance = 1,

    /// <summary>The metric could not be had: nothing changes.</summary>
    MetricMissing = 2,

    /// <summary>A window holds an older recommendation.</summary>
    Stabilized = 3,

    /// <summary>The rules allow no larger step yet.</summary>
    RateLimited = 4,

    /// <summary>Fewest or most replicas.</summary>
    Bounded = 5,

    /// <summary>The target was scaled to zero by hand, and the fewest are more: the controller leaves it alone.</summary>
    Disabled = 6,
}
