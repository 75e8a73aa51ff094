namespace Wva.Scaling.Inputs;

/// <summary>How to decide: a scenario's <c>policy</c>. Defaults are the published ones (design section 6).</summary>
public sealed record ScalingPolicy
{
    /// <summary>A replica at or over this share of KV cache is saturated; 0 to 1.</summary>
    public double KvCacheThreshold { get; init; } = 0.80;

    /// <summary>A replica with this many requests waiting is saturated.</summary>
    public double QueueLengthThreshold { get; init; } = 5;

    /// <summary>Spare share of KV cache under which to scale out; 0 to 1.</summary>
    public double KvSpareTrigger { get; init; } = 0.10;

    /// <summary>Spare queue length under which to scale out.</summary>
    public double QueueSpareTrigger { get; init; } = 3;

    /// <summary>Scaling in publishes the maximum of what was wanted over this window.</summary>
    public TimeSpan ScaleInStabilization { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>Time between two cycles, of the process and not of the policy file; five of them without a cycle count as a restart.</summary>
    public TimeSpan CyclePeriod { get; init; } = TimeSpan.FromSeconds(1);
}
