using System.Collections.Immutable;
using Wva.Scaling.Inputs;

namespace Wva.Scaling.Analysis;

/// <summary>Analyses that a scenario gives, as ballots.</summary>
internal static class GivenBallots
{
    /// <summary>What is said of the capacities.</summary>
    public const string Source = "given";

    /// <summary>One a given analysis. Where the policy lists an analyzer that can vote on them, only those that it lists and enables do; else saturation, and where none is given of it, all (5.1).</summary>
    /// <param name="model">The model.</param>
    /// <param name="policy">The model's policy.</param>
    public static ImmutableArray<Ballot> Of(ModelSnapshot model, ScalingPolicy policy)
    {
        var ballots = ImmutableArray.CreateBuilder<Ballot>(model.Given.Length);
        foreach (var given in model.Given)
        {
            ballots.Add(Of(given, model, policy));
        }

        return ballots.MoveToImmutable();
    }

    /// <summary>The entry of an analyzer in a policy; null where it is not listed.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="analyzer">Its name.</param>
    public static AnalyzerSpec? Entry(ScalingPolicy policy, string analyzer)
    {
        foreach (var spec in policy.Analyzers.IsDefault ? [] : policy.Analyzers)
        {
            if (string.Equals(spec.Name, analyzer, StringComparison.Ordinal))
            {
                return spec;
            }
        }

        return null;
    }

    private static Ballot Of(GivenAnalysis given, ModelSnapshot model, ScalingPolicy policy)
    {
        var entry = Entry(policy, given.Name);
        var capacities = ImmutableArray.CreateBuilder<VariantCapacity>(model.Variants.Length);
        var isInformative = false;
        foreach (var variant in model.Variants)
        {
            var perReplica = given.PerReplicaCapacity.GetValueOrDefault(variant.Spec.Key.Name);
            capacities.Add(new VariantCapacity(perReplica, Source));
            isInformative |= perReplica > 0;
        }

        return new Ballot
        {
            Analyzer = given.Name,
            Score = entry?.Score ?? 1,
            Enabled = entry?.Enabled ?? (ListsNone(policy) && (IsSaturation(given) || !model.Given.Any(IsSaturation))),
            Live = given.Live,
            Informative = isInformative,
            Required = given.RequiredCapacity ?? 0,
            Spare = given.SpareCapacity ?? 0,
            Roles = [.. given.Roles.OrderBy(r => r.Key).Select(r => new RoleBallot(r.Key, r.Value.RequiredCapacity ?? 0, r.Value.SpareCapacity ?? 0))],
            Variants = capacities.MoveToImmutable(),
        };
    }

    private static bool IsSaturation(GivenAnalysis given) => string.Equals(given.Name, AnalyzerNames.Saturation, StringComparison.Ordinal);

    /// <summary>A policy that lists nothing, or only the percentages, says nothing of those that speak in capacities.</summary>
    private static bool ListsNone(ScalingPolicy policy)
    {
        foreach (var spec in policy.Analyzers.IsDefault ? [] : policy.Analyzers)
        {
            if (!string.Equals(spec.Name, AnalyzerNames.Percentage, StringComparison.Ordinal))
            {
                return false;
            }
        }

        return true;
    }
}
