using Wva.Scaling.Inputs;

namespace Wva.Scaling.Analysis.Saturation;

/// <summary>Between which shares of its capacity a model neither grows nor scales in; an analyzer's own go before the policy's.</summary>
/// <param name="ScaleUp">Use of the coming capacity over which to scale out.</param>
/// <param name="ScaleDown">Use of the serving capacity under which to scale in.</param>
internal readonly record struct UseThresholds(double ScaleUp, double ScaleDown)
{
    public static UseThresholds Of(ScalingPolicy policy, AnalyzerSpec? spec)
        => new(spec?.ScaleUpThreshold ?? policy.ScaleUpThreshold, spec?.ScaleDownBoundary ?? policy.ScaleDownBoundary);

    /// <summary>max(0, demand / threshold - anticipated); a threshold that cannot be one leaves what was there.</summary>
    public double Required(CapacityTotals totals, double before = 0)
        => ScaleUp > 0 ? Math.Max(0, Math.Min(totals.Demand / ScaleUp, double.MaxValue) - totals.Anticipated) : before;

    /// <summary>max(0, supply - demand / boundary); a boundary that cannot be one leaves what was there.</summary>
    public double Spare(CapacityTotals totals, double before = 0)
        => ScaleDown > 0 ? Math.Max(0, totals.Supply - (totals.Demand / ScaleDown)) : before;
}
