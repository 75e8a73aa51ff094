using System.Collections.Immutable;

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

    /// <summary>Decides as the published autoscaler does, its weaknesses and its order of steps included.</summary>
    public bool Published { get; init; }

    /// <summary>Analyzers that vote; none is <see cref="AnalyzerNames.Percentage"/>.</summary>
    public ImmutableArray<AnalyzerSpec> Analyzers { get; init; } = [];

    /// <summary>Use of the coming capacity over which to scale out, 0 to 1 (<see cref="AnalyzerNames.Saturation"/>).</summary>
    public double ScaleUpThreshold { get; init; } = 0.85;

    /// <summary>Use of the capacity that serves under which to scale in, 0 to 1 (<see cref="AnalyzerNames.Saturation"/>).</summary>
    public double ScaleDownBoundary { get; init; } = 0.70;

    /// <summary>Weight of a model where models compete for GPUs, by <c>NAMESPACE/MODEL</c>; 1 where absent.</summary>
    public ImmutableDictionary<string, double> Priority { get; init; } = ImmutableDictionary<string, double>.Empty;

    /// <summary>Whether GPUs are counted: inventory, or quotas where there are any.</summary>
    public bool EnableLimiter { get; init; }

    /// <summary>Whether GPUs of one model are given to another under contention.</summary>
    public bool EnableRescale { get; init; }

    /// <summary>All GPUs there are, by type; null where they could not be counted, which is no limit.</summary>
    public ImmutableDictionary<string, int>? GpuInventory { get; init; }

    /// <summary>Quotas, in their order.</summary>
    public ImmutableArray<GpuQuota> Quotas { get; init; } = [];

    /// <summary>Scaling to zero.</summary>
    public ScaleToZeroPolicy ScaleToZero { get; init; } = ScaleToZeroPolicy.Off;

    /// <summary>Minimums for parts of the day.</summary>
    public ImmutableArray<ScheduledMin> Schedules { get; init; } = [];

    /// <summary>Latency that requests may expect; null is no target.</summary>
    public LatencyTargets? Slo { get; init; }

    /// <summary>Most that all variants of a namespace may cost an hour, by namespace.</summary>
    public ImmutableDictionary<string, double> CostPerHourCap { get; init; } = ImmutableDictionary<string, double>.Empty;

    /// <summary>Policies of single models.</summary>
    public ImmutableArray<PolicyOverride> Overrides { get; init; } = [];

    /// <summary>The policy of one model. What concerns the whole fleet (setting, limiter, inventory, quotas, caps) is always the common one's.</summary>
    /// <param name="model">The model.</param>
    public ScalingPolicy For(ModelSnapshot model)
    {
        foreach (var found in Overrides.IsDefault ? [] : Overrides)
        {
            if (found.ModelId == model.ModelId && found.Namespace == model.Namespace)
            {
                return found.Policy;
            }
        }

        return this;
    }
}
