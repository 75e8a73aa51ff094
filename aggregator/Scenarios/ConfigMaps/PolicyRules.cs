using System.Collections.Immutable;
using Wva.Scaling.Inputs;

namespace Wva.Scenarios.ConfigMaps;

/// <summary>What holds once the entries are put together (reference: behaviour 0.5).</summary>
internal static class PolicyRules
{
    private static readonly ImmutableArray<AnalyzerSpec> ByPercentage = [new AnalyzerSpec(AnalyzerNames.Percentage)];

    private static readonly ImmutableArray<AnalyzerSpec> ByTokens = [new AnalyzerSpec(AnalyzerNames.Saturation)];

    /// <summary>Boundaries that cross go back to their defaults, both of them.</summary>
    public static ScalingPolicy Uncross(ScalingPolicy policy, string? space, string? modelId, ICollection<Problem> warnings)
    {
        if (policy.ScaleUpThreshold > policy.ScaleDownBoundary)
        {
            return policy;
        }

        var defaults = new ScalingPolicy();
        warnings.Add(new Problem("ConfigMaps", Who(space, modelId), FormattableString.Invariant(
            $"put together, scaleUpThreshold {policy.ScaleUpThreshold} is not above scaleDownBoundary {policy.ScaleDownBoundary}: {defaults.ScaleUpThreshold} and {defaults.ScaleDownBoundary} count")));
        return policy with { ScaleUpThreshold = defaults.ScaleUpThreshold, ScaleDownBoundary = defaults.ScaleDownBoundary };
    }

    /// <summary>An analyzer's own boundaries that cross, alone or with the other one of the policy, are not its own any more: those of the policy count, both of them.</summary>
    public static ScalingPolicy UncrossAnalyzers(ScalingPolicy policy, string? space, string? modelId, ICollection<Problem> warnings)
        => policy with { Analyzers = [.. policy.Analyzers.Select(analyzer => Uncross(analyzer, policy, Who(space, modelId), warnings))] };

    /// <summary>
    /// Whether tokens or shares are counted is chosen by the common entry <c>default</c> alone. Where they are tokens a model's own list counts, and
    /// the one of its namespace; without any <c>saturation</c> votes.
    /// </summary>
    public static ImmutableArray<AnalyzerSpec> Analyzers(SaturationEntry? common, ImmutableArray<AnalyzerSpec>? nearest)
        => common?.Analyzers is null ? ByPercentage : nearest ?? ByTokens;

    private static AnalyzerSpec Uncross(AnalyzerSpec analyzer, ScalingPolicy policy, string who, ICollection<Problem> warnings)
    {
        var (up, down) = (analyzer.ScaleUpThreshold ?? policy.ScaleUpThreshold, analyzer.ScaleDownBoundary ?? policy.ScaleDownBoundary);
        if (up > down)
        {
            return analyzer;
        }

        warnings.Add(new Problem("ConfigMaps", who, FormattableString.Invariant(
            $"put together, scaleUpThreshold {up} of {analyzer.Name} is not above its scaleDownBoundary {down}: {policy.ScaleUpThreshold} and {policy.ScaleDownBoundary} count")));
        return analyzer with { ScaleUpThreshold = null, ScaleDownBoundary = null };
    }

    private static string Who(string? space, string? modelId) => modelId is null ? "default" : $"{modelId}#{space}";
}
