using System.Collections.Immutable;
using Wva.Scaling.Analysis.Percentage;

namespace Wva.Scaling.Mix;

/// <summary>
/// The published rule of <c>percentage</c>: one replica more on the cheapest variant, or one fewer on the most expensive, and nothing while
/// anything of the role is under way (W20). A cheapest variant at its max swallows the step.
/// </summary>
internal static class OneStep
{
    /// <summary>Targets of a group's variants, in its order, before zero and limits.</summary>
    public static ImmutableArray<int> Targets(PublishedGroup group)
        => InTransition(group) ? Wanted(group) : [.. Wanted(group).Select((target, i) => Clamp(target, group.Variants[i]))];

    /// <summary>The same before a min or a max.</summary>
    public static ImmutableArray<int> Wanted(PublishedGroup group)
        => InTransition(group) ? [.. group.Variants.Select(v => v.UnderWay ?? v.Current)] : [.. Stepped(group)];

    /// <summary>Whether replicas are pending, or a number that was asked for is not there yet.</summary>
    public static bool InTransition(PublishedGroup group) => group.Variants.Any(v => v.Variant.Pending > 0 || v.UnderWay is not null);

    private static int[] Stepped(PublishedGroup group)
    {
        var targets = group.Variants.Select(v => v.Current).ToArray();
        if (group.ScaleUp)
        {
            var cheapest = Best(group.Variants, _ => true, (x, y) => ByCost(x, y) < 0);
            targets[cheapest] = (int)Math.Min(int.MaxValue, (long)targets[cheapest] + 1);
        }
        else if (group.ScaleInSafe && Best(group.Variants, v => v.Current > 1, (x, y) => ByCost(x, y) > 0) is >= 0 and var dearest)
        {
            targets[dearest]--;
        }

        return targets;
    }

    private static int Best(ImmutableArray<PublishedSpare> variants, Func<PublishedSpare, bool> may, Func<PublishedSpare, PublishedSpare, bool> goesBefore)
    {
        var best = -1;
        for (var i = 0; i < variants.Length; i++)
        {
            if (may(variants[i]) && (best < 0 || goesBefore(variants[i], variants[best])))
            {
                best = i;
            }
        }

        return best;
    }

    private static int ByCost(PublishedSpare x, PublishedSpare y)
    {
        var byCost = x.Variant.Spec.Cost.CompareTo(y.Variant.Spec.Cost);
        return byCost != 0 ? byCost : string.CompareOrdinal(x.Variant.Spec.Key.Name, y.Variant.Spec.Key.Name);
    }

    /// <summary>Both bounds look at the unbounded number, so that of a min above max the min wins; a max of 0 is none.</summary>
    private static int Clamp(int target, PublishedSpare variant)
        => variant.Variant.Spec.Min is { } min && target < min ? min
        : variant.Variant.Spec.Max is > 0 and var max && target > max ? max
        : target;
}
