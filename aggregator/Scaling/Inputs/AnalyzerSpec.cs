namespace Wva.Scaling.Inputs;

/// <summary>One entry of a policy's <c>analyzers</c>.</summary>
/// <param name="Name">Which analyzer; see <see cref="AnalyzerNames"/>.</param>
public sealed record AnalyzerSpec(string Name)
{
    /// <summary>Whether it votes; one that does not is only reported.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>Weight of its demand where models compete for GPUs.</summary>
    public double Score { get; init; } = 1;

    /// <summary>Its own <see cref="ScalingPolicy.ScaleUpThreshold"/>; null takes the policy's.</summary>
    public double? ScaleUpThreshold { get; init; }

    /// <summary>Its own <see cref="ScalingPolicy.ScaleDownBoundary"/>; null takes the policy's.</summary>
    public double? ScaleDownBoundary { get; init; }
}
