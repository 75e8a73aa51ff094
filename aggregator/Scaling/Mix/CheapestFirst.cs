using System.Collections.Immutable;
using Wva.Scaling.Analysis;

namespace Wva.Scaling.Mix;

/// <summary>Spreads a role group's need over its variants: growth goes to the cheapest with room, scaling in takes from the most expensive.</summary>
internal static class CheapestFirst
{
    public static ImmutableArray<VariantMix> Spread(GroupAnalysis group)
    {
        var spread = group.Signal is Signal.Fresh ? SpreadNeed.Of(group) : null;
        var unbounded = spread is null ? null : Unbounded(spread);
        var mixed = ImmutableArray.CreateBuilder<VariantMix>(group.Variants.Length);
        for (var i = 0; i < group.Variants.Length; i++)
        {
            var variant = group.Variants[i];
            var (bound, reason) = unbounded is null ? default : unbounded.IsBounded ? Find(unbounded, i, variant, spread!.Least.Unmet) : (null, spread!.Reason(i, spread.Number(i)));
            mixed.Add(new VariantMix
            {
                Group = group,
                Standing = variant,
                Wanted = spread?.Band(i),
                Bound = bound,
                Reason = reason,
                Considered = variant.Word is null ? spread?.Explanation.Considered(i, spread.Number(i)) ?? [] : [],
                Complete = variant.Pods.Fresh,
                Sizing = Sizing.Of(group),
            });
        }

        return mixed.MoveToImmutable();
    }

    private static (Bound? Bound, Reason? Reason) Find(Unbounded unbounded, int index, VariantStanding variant, long unmet)
    {
        var (kind, wanted, reason) = unbounded.Find(index, new Bounds(variant.Min, variant.Max) { HasWord = variant.Word is not null }, (double)unmet / variant.Pods.PodsPerReplica);
        return (kind is BoundKind.None ? null : new Bound(wanted, BoundTexts.Of(variant, kind, wanted)), reason);
    }

    private static Unbounded Unbounded(SpreadNeed spread)
    {
        var variants = spread.Group.Variants;
        return new Unbounded(
            spread,
            Mix.Unbounded.Any(spread, variants.Length, (i, number) => variants[i].IsAtMin(number)) ? SpreadNeed.Of(With(spread.Group, static v => v.WithoutMin)) : null,
            Mix.Unbounded.Any(spread, variants.Length, (i, number) => variants[i].IsAtMax(number)) ? SpreadNeed.Of(With(spread.Group, static v => v.WithoutMax), roomCounts: false) : null,
            variants.Any(static v => v.Word is not null) ? SpreadNeed.Of(With(spread.Group, static v => v.WithoutWord)) : null);
    }

    private static GroupAnalysis With(GroupAnalysis group, Func<VariantStanding, VariantStanding> change) => group with { Variants = [.. group.Variants.Select(change)] };
}
