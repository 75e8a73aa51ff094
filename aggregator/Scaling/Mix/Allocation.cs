using System.Collections.Immutable;
using Wva.Scaling.Analysis;

namespace Wva.Scaling.Mix;

/// <summary>Replicas a variant for one need. A larger need gives no variant fewer.</summary>
/// <param name="Replicas">By variant, in the group's order.</param>
/// <param name="Unmet">What found no room, in pods.</param>
internal sealed record Allocation(int[] Replicas, long Unmet)
{
    /// <summary>Pods that are not needed and stay: each variant is at its fewest, or a replica is more than there is to spare.</summary>
    public long Unspent { get; init; }

    /// <summary>Spreads a need.</summary>
    /// <param name="variants">The variants, in the group's order.</param>
    /// <param name="need">The need, in pods.</param>
    public static Allocation Of(ImmutableArray<VariantStanding> variants, long need)
    {
        var replicas = new int[variants.Length];
        long asked = 0, there = 0, leaving = 0;
        for (var i = 0; i < replicas.Length; i++)
        {
            var variant = variants[i];
            replicas[i] = (int)Math.Clamp(variant.Standing, variant.Min, variant.Max);
            asked += Math.Max(0L, Math.Min(replicas[i], variant.Snapshot.StockOut ? variant.Standing : int.MaxValue) - variant.Idle) * variant.Pods.PodsPerReplica;
            there += Math.Max(0L, Math.Min(replicas[i], variant.Standing) - variant.Idle) * variant.Pods.PodsPerReplica; // what a min brings is nobody's spare yet
            leaving += (variant.Supply - variant.Asked) * variant.Pods.PodsPerReplica;
        }

        if (need < there)
        {
            return new Allocation(replicas, 0) { Unspent = TakeIn(variants, replicas, there - need) };
        }

        return new Allocation(replicas, need > asked + leaving ? Grow(variants, replicas, need - asked - leaving) : 0);
    }

    private static long Grow(ImmutableArray<VariantStanding> variants, int[] replicas, long missing)
    {
        foreach (var i in GrowthOrder.Of(variants))
        {
            if (missing <= 0)
            {
                break;
            }

            var pods = variants[i].Pods.PodsPerReplica;
            var more = Math.Min((missing + pods - 1) / pods, variants[i].Most - replicas[i]);
            replicas[i] += (int)more;
            missing -= more * pods;
        }

        return Math.Max(0, missing);
    }

    private static long TakeIn(ImmutableArray<VariantStanding> variants, int[] replicas, long spare)
    {
        for (var i = replicas.Length - 1; i >= 0 && spare > 0; i--)
        {
            if (replicas[i] > variants[i].Standing)
            {
                return 0; // it would be its turn, and a min raises it: nobody cheaper goes in its place
            }

            var pods = variants[i].Pods.PodsPerReplica;
            var room = Math.Max(0, replicas[i] - variants[i].Fewest);
            var fewer = Math.Min(spare / pods, room);
            replicas[i] -= (int)fewer;
            spare = fewer < room ? 0 : spare - (fewer * pods); // a rest of a replica is nobody else's: less spare must not take more from another
        }

        return spare;
    }
}
