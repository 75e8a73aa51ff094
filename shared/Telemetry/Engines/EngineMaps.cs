using System.Collections.Immutable;

namespace Wva.Telemetry.Engines;

/// <summary>Every engine that is known.</summary>
public static class EngineMaps
{
    /// <summary>The maps; the one that a page shows most of is taken.</summary>
    public static ImmutableArray<EngineMap> All { get; } =
    [
        VllmMetrics.Map,
        VllmMetrics.Ray,
        VllmMetrics.OlderRay,
        SglangMetrics.Map,
        TensorRtLlmMetrics.Map,
        TensorRtLlmMetrics.Dynamo,
        TritonMetrics.Map,
        TgiMetrics.Map,
        NimMetrics.Map,
    ];
}
