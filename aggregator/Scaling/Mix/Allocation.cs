using System.Collections.Immutable;
using Wva.Scaling.Analysis;

namespace Wva.Scaling.Mix;

/// <summary>Replicas a variant for one need. A larger need gives no variant fewer.</summary>
/// <param name="Replicas">By variant, in the group's order.</param>
/// <param name="Unmet">What found no room.</param>
internal sealed record Allocation(int[] Replicas, long Unmet)
{
    public static Allocation Of(ImmutableArray<VariantStanding> variants, long need)
    {
        var replicas = new int[variants.Length];
        long have = 0;
        for (var i = 0; i < replicas.Length; i++)
        {
            var variant = variants[i];
            replicas[i] = (int)Math.Clamp(variant.Standing, variant.Min, variant.Max);
            have += Math.Max(0, replicas[i] - variant.Idle);
        }

        if (need < have)
        {
            TakeIn(variants, replicas, have - need);
        }

        return new Allocation(replicas, need > have ? Grow(variants, replicas, need - have) : 0);
    }

    private static long Grow(ImmutableArray<VariantStanding> variants, int[] replicas, long missing)
    {
        for (var i = 0; i < replicas.Length && missing > 0; i++)
        {
            var more = Math.Min(missing, variants[i].Max - replicas[i]);
            replicas[i] += (int)more;
            missing -= more;
        }

        return missing;
    }

    private static void TakeIn(ImmutableArray<VariantStanding> variants, int[] replicas, long spare)
    {
        for (var i = replicas.Length - 1; i >= 0 && spare > 0; i--)
        {
            var fewest = Math.Max(variants[i].Min, variants[i].Idle); // idle pods carry nothing: taking them in frees no load
            var fewer = Math.Min(spare, Math.Max(0, replicas[i] - fewest));
            replicas[i] -= (int)fewer;
            spare -= fewer;
        }
    }
}
