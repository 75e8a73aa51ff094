using System.Collections.Immutable;
using Wva.Scaling.Inputs;

namespace Wva.Scenarios.ConfigMaps;

/// <summary>An entry of the saturation ConfigMap: only what stands in it; null is absent.</summary>
internal sealed record SaturationEntry
{
    public required ModelRef For { get; init; }

    public double? KvCacheThreshold { get; init; }

    public double? QueueLengthThreshold { get; init; }

    public double? KvSpareTrigger { get; init; }

    public double? QueueSpareTrigger { get; init; }

    public double? ScaleUpThreshold { get; init; }

    public double? ScaleDownBoundary { get; init; }

    public double? Priority { get; init; }

    /// <summary>Analyzers that it lists; null where it lists none.</summary>
    public ImmutableArray<AnalyzerSpec>? Analyzers { get; init; }

    public bool? EnableLimiter { get; init; }

    public bool? EnableRescale { get; init; }

    public ImmutableArray<GpuQuota> Quotas { get; init; } = [];

    public bool? ScaleToZero { get; init; }

    /// <summary>The policy with what stands here in place.</summary>
    public ScalingPolicy Over(ScalingPolicy under) => under with
    {
        KvCacheThreshold = KvCacheThreshold ?? under.KvCacheThreshold,
        QueueLengthThreshold = QueueLengthThreshold ?? under.QueueLengthThreshold,
        KvSpareTrigger = KvSpareTrigger ?? under.KvSpareTrigger,
        QueueSpareTrigger = QueueSpareTrigger ?? under.QueueSpareTrigger,
        ScaleUpThreshold = ScaleUpThreshold ?? under.ScaleUpThreshold,
        ScaleDownBoundary = ScaleDownBoundary ?? under.ScaleDownBoundary,
        Analyzers = Analyzers ?? under.Analyzers,
        ScaleToZero = ScaleToZero is { } enabled ? under.ScaleToZero with { Enabled = enabled } : under.ScaleToZero,
    };
}
