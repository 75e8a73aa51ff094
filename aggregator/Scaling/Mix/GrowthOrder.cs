using System.Collections.Immutable;
using Wva.Scaling.Analysis;
using Wva.Scaling.Inputs;

namespace Wva.Scaling.Mix;

/// <summary>
/// Who of a role group grows first: the cheapest; of equal ones whoever serves already. One of whose replicas none is heard of comes last: nobody
/// would see what it carries, and it would be asked for more and more.
/// </summary>
internal static class GrowthOrder
{
    /// <summary>Places of the variants.</summary>
    /// <param name="variants">The variants, cheapest first, then by name.</param>
    public static int[] Of(ImmutableArray<VariantStanding> variants)
    {
        var order = new int[variants.Length];
        for (var i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }

        if (order.Length > 1)
        {
            Array.Sort(order, (x, y) => Compare(variants, x, y));
        }

        return order;
    }

    private static int Compare(ImmutableArray<VariantStanding> variants, int x, int y)
    {
        var (a, b) = (variants[x], variants[y]);
        var byHearing = a.IsSilent.CompareTo(b.IsSilent);
        var byCost = byHearing != 0 ? byHearing : Cost(a).CompareTo(Cost(b));
        var byService = byCost != 0 ? byCost : b.Serves.CompareTo(a.Serves);
        return byService != 0 ? byService : x.CompareTo(y);
    }

    private static double Cost(VariantStanding variant) => VariantSpec.Reckoned(variant.Snapshot.Spec.Cost);
}
