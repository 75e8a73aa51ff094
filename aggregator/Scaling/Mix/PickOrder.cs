using Wva.Scaling.Inputs;

namespace Wva.Scaling.Mix;

/// <summary>
/// Who grows first: the lowest cost a unit of capacity. Equal ones go by name, which the published autoscaler leaves open; by default the larger
/// one goes first where both cost nothing, then whoever serves already, and one that is not heard of goes last.
/// </summary>
internal static class PickOrder
{
    public static int[] Of(MixWork work, int role)
    {
        var count = 0;
        for (var i = 0; i < work.PerReplica.Length; i++)
        {
            count += IsUsable(work, role, i) ? 1 : 0;
        }

        var order = new int[count];
        for (int i = 0, at = 0; at < count; i++)
        {
            if (IsUsable(work, role, i))
            {
                order[at++] = i;
            }
        }

        if (count > 1)
        {
            Array.Sort(order, (x, y) => Compare(work, x, y));
        }

        return order;
    }

    /// <summary>A cost that cannot be is the cost of a variant that gives none.</summary>
    public static double Cost(MixVariant variant) => VariantSpec.Reckoned(variant.Cost);

    private static bool IsUsable(MixWork work, int role, int variant) => (int)work.Model.Variants[variant].Role == role && work.PerReplica[variant] > 0;

    private static int Compare(MixWork work, int x, int y)
    {
        var (a, b) = (work.Model.Variants[x], work.Model.Variants[y]);
        var (costA, costB) = (Cost(a), Cost(b));
        var byHearing = a.IsSilent.CompareTo(b.IsSilent);
        var byEfficiency = byHearing != 0 ? byHearing : (costA / work.PerReplica[x]).CompareTo(costB / work.PerReplica[y]);
        if (byEfficiency != 0)
        {
            return byEfficiency;
        }

        var bySize = !work.Published && costA == 0 && costB == 0 ? work.PerReplica[y].CompareTo(work.PerReplica[x]) : 0;
        var byService = bySize != 0 ? bySize : b.Serves.CompareTo(a.Serves);
        return byService != 0 ? byService : string.CompareOrdinal(a.Name, b.Name);
    }
}
