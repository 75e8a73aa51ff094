using System.Collections.Immutable;
using Wva.Scaling.Inputs;

namespace Wva.Scaling.Analysis;

/// <summary>The variants of a model by role, cheapest first, then by name: the order that every later room keeps.</summary>
internal static class RoleGroups
{
    private static readonly Comparison<VariantStanding> Order = (x, y) =>
    {
        var (a, b) = (x.Snapshot.Spec, y.Snapshot.Spec);
        var byRole = a.Role.CompareTo(b.Role);
        var byCost = byRole != 0 ? byRole : Cost(a).CompareTo(Cost(b));
        var byName = byCost != 0 ? byCost : string.CompareOrdinal(a.Key.Name, b.Key.Name);
        return byName != 0 ? byName : x.Ordinal.CompareTo(y.Ordinal);
    };

    /// <summary>The role groups of a model, by the percentages.</summary>
    /// <param name="standings">Its variants.</param>
    /// <param name="cycle">The cycle, with the model's own policy.</param>
    public static ImmutableArray<GroupAnalysis> Of(ImmutableArray<VariantStanding> standings, CycleContext cycle)
    {
        var ordered = standings.ToArray();
        Array.Sort(ordered, Order);
        var groups = ImmutableArray.CreateBuilder<GroupAnalysis>(1);
        for (var start = 0; start < ordered.Length;)
        {
            var end = start + 1;
            while (end < ordered.Length && ordered[end].Snapshot.Spec.Role == ordered[start].Snapshot.Spec.Role)
            {
                end++;
            }

            groups.Add(PercentageAnalyzer.Analyze([.. ordered.AsSpan(start, end - start)], cycle));
            start = end;
        }

        return groups.DrainToImmutable();
    }

    /// <summary>A cost that cannot be is the cost of a variant that gives none.</summary>
    private static double Cost(VariantSpec spec) => VariantSpec.Reckoned(spec.Cost);
}
