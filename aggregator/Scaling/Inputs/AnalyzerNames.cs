namespace Wva.Scaling.Inputs;

/// <summary>Names of analyzers, as they stand in a policy.</summary>
public static class AnalyzerNames
{
    /// <summary>Thresholds on KV cache and queue; what decides where none is named.</summary>
    public const string Percentage = "percentage";

    /// <summary>Token capacity.</summary>
    public const string Saturation = "saturation";

    /// <summary>Accepted, since published configurations name it; does not vote.</summary>
    public const string Throughput = "throughput";

    /// <summary>Arrival rate against learned throughput; not available yet.</summary>
    public const string Forecast = "forecast";
}
