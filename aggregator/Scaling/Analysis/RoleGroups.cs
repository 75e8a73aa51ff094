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

    /// <summary>Reads and analyses every role group of a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="firstOrdinal">Place of its first variant in the snapshot.</param>
    /// <param name="cycle">The cycle.</param>
    public static IEnumerable<GroupAnalysis> Analyze(ModelSnapshot model, int firstOrdinal, CycleContext cycle)
    {
        var standings = new VariantStanding[model.Variants.Length];
        for (var i = 0; i < standings.Length; i++)
        {
            standings[i] = StandingReader.Read(model.Variants[i], firstOrdinal + i, cycle);
        }

        Array.Sort(standings, Order);
        for (var start = 0; start < standings.Length;)
        {
            var end = start + 1;
            while (end < standings.Length && standings[end].Snapshot.Spec.Role == standings[start].Snapshot.Spec.Role)
            {
                end++;
            }

            yield return PercentageAnalyzer.Analyze([.. standings.AsSpan(start, end - start)], cycle);
            start = end;
        }
    }

    /// <summary>A cost that cannot be is the cost of a variant that gives none.</summary>
    private static double Cost(VariantSpec spec) => double.IsFinite(spec.Cost) && spec.Cost >= 0 ? spec.Cost : VariantSpec.DefaultCost;
}
