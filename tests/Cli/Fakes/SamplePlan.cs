using Wva.Scaling;
using Wva.Scaling.Decision;
using Wva.Scaling.Inputs;

namespace Wva.Cli.Tests.Fakes;

/// <summary>What the core decides for a model at its max, a dearer variant of which nobody hears, and for one that never sent a sample.</summary>
internal static class SamplePlan
{
    public static readonly ScalingPlan Plan = ScalingCore.Decide(
        new FleetSnapshot(SampleReports.Noon, [new ModelSnapshot("ns", "org/m", [Cheap(), Dear()]), new ModelSnapshot("ns", "org/new", [Silent()])]),
        new ScalingPolicy { Analyzers = [new AnalyzerSpec(AnalyzerNames.Saturation)] },
        LearnedState.StartedAt(SampleReports.Noon)).Plan;

    private static VariantSnapshot Cheap() => new()
    {
        Spec = new VariantSpec { Key = new VariantKey("ns", "cheap"), ModelId = "org/m", Cost = 5, Max = 5 },
        Current = 3,
        Replicas = [.. Enumerable.Range(0, 3).Select(i => new ReplicaSnapshot
        {
            Pod = $"p-{i}",
            AgeSeconds = i == 0 ? 0.4 : 3,
            KvCacheUsage = 0.9,
            Waiting = 30,
            Running = 20,
            KvCapacityTokens = 16_000,
            AvgInputTokens = 1000,
            AvgOutputTokens = 100,
        })],
    };

    private static VariantSnapshot Dear() => new()
    {
        Spec = new VariantSpec { Key = new VariantKey("ns", "dear"), ModelId = "org/m", Cost = 20 },
        Current = 2,
    };

    private static VariantSnapshot Silent() => new()
    {
        Spec = new VariantSpec { Key = new VariantKey("ns", "silent"), ModelId = "org/new" },
        Current = 2,
    };
}
