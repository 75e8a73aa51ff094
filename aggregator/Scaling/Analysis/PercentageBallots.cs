using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Wva.Scaling.Inputs;

namespace Wva.Scaling.Analysis;

/// <summary>The percentages as a ballot, in replicas that are worth 1 each, where they stand beside other analyzers or under a limit on GPUs.</summary>
internal static class PercentageBallots
{
    /// <summary>What is said of the capacities.</summary>
    public const string Source = "replicas";

    public static BallotPair Of(ImmutableArray<GroupAnalysis> groups, int variants, AnalyzerSpec? spec)
    {
        var first = groups.Min(g => g.Variants.Min(v => v.Ordinal));
        var capacities = new VariantCapacity[variants];
        foreach (var standing in groups.SelectMany(g => g.Variants))
        {
            capacities[standing.Ordinal - first] = new VariantCapacity(standing.Pods.PodsPerReplica, Source);
        }

        var known = ImmutableCollectionsMarshal.AsImmutableArray(capacities);
        var least = Of(groups, g => g.NeedAtLeast, spec, known);
        return new BallotPair(least, groups.All(g => g.NeedAtLeast == g.NeedAtMost) ? least : Of(groups, g => g.NeedAtMost, spec, known));
    }

    private static Ballot Of(ImmutableArray<GroupAnalysis> groups, Func<GroupAnalysis, long> need, AnalyzerSpec? spec, ImmutableArray<VariantCapacity> capacities)
    {
        var roles = groups.Select(g => OfRole(g, need(g))).ToImmutableArray();
        return new Ballot
        {
            Analyzer = AnalyzerNames.Percentage,
            Score = spec?.Score ?? 1,
            Enabled = spec?.Enabled ?? true,
            Live = groups.Any(g => g.Signal is Signal.Fresh),
            Required = roles.Sum(r => r.Required),
            Spare = roles.Sum(r => r.Spare),
            Demand = roles.Sum(r => r.Demand),
            Supply = roles.Sum(r => r.Supply),
            Anticipated = roles.Sum(r => r.Anticipated),
            Roles = groups is [{ Role: Role.Both }] ? [] : roles,
            Variants = capacities,
        };
    }

    /// <summary>Without a fresh sample a group neither needs nor spares anything.</summary>
    private static RoleBallot OfRole(GroupAnalysis group, long need)
    {
        var fresh = group.Signal is Signal.Fresh;
        return new RoleBallot(group.Role, fresh ? Math.Max(0, need - group.Supply) : 0, fresh ? Math.Max(0, group.Asked - need) : 0)
        {
            Demand = group.Demand ?? 0,
            Supply = group.Supply,
            Anticipated = group.Supply,
        };
    }
}
