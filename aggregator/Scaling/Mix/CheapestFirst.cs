using System.Collections.Immutable;
using Wva.Scaling.Analysis;

namespace Wva.Scaling.Mix;

/// <summary>Spreads a role group's need over its variants: growth goes to the cheapest with room, scaling in takes from the most expensive.</summary>
internal static class CheapestFirst
{
    public static ImmutableArray<VariantMix> Spread(GroupAnalysis group)
    {
        var spread = group.Signal is Signal.Fresh ? SpreadNeed.Of(group) : null;
        var withoutMin = spread is not null && Any(spread, static (variant, number) => variant.Min > 0 && number == variant.Min) ? SpreadNeed.Of(With(group, static v => v.WithoutMin)) : null;
        var withoutMax = spread is not null && Any(spread, static (variant, number) => variant.Max < int.MaxValue && number >= variant.Max) ? SpreadNeed.Of(With(group, static v => v.WithoutMax)) : null;
        var withoutWord = spread is not null && group.Variants.Any(static v => v is { Word: not null, WordIsSure: true }) ? SpreadNeed.Of(With(group, static v => v.WithoutWord)) : null;
        var mixed = ImmutableArray.CreateBuilder<VariantMix>(group.Variants.Length);
        for (var i = 0; i < group.Variants.Length; i++)
        {
            var without = new UnboundedNumbers(withoutMin?.Number(i), withoutMax?.Number(i));
            var word = withoutWord is null ? null : group.Variants[i].Word;
            var bound = word is not null ? new Bound(withoutWord!.Number(i), word.Reason)
                : spread is null || without == default ? null : Bound.Of(spread.Number(i), without, BoundTexts.Of(group.Variants[i]))
                    ?? (withoutMax is null ? null : Bound.OfUnmet(spread.Number(i), (double)spread.Least.Unmet / group.Variants[i].Pods.PodsPerReplica, BoundTexts.Of(group.Variants[i])));
            var because = bound is null ? spread : word is not null ? withoutWord : bound.Wanted < spread!.Number(i) ? withoutMin : withoutMax;
            mixed.Add(new VariantMix
            {
                Group = group,
                Standing = group.Variants[i],
                Wanted = spread?.Band(i),
                Bound = bound,
                Reason = because?.Explanation.Reason(i, bound?.Wanted ?? because.Number(i)),
                Considered = spread?.Explanation.Considered(i, spread.Number(i)) ?? [],
                Complete = group.Variants[i].Pods.Fresh,
                Sizing = Sizing.Of(group),
            });
        }

        return mixed.MoveToImmutable();
    }

    private static bool Any(SpreadNeed spread, Func<VariantStanding, int, bool> isSo)
    {
        for (var i = 0; i < spread.Group.Variants.Length; i++)
        {
            if (isSo(spread.Group.Variants[i], spread.Number(i)))
            {
                return true;
            }
        }

        return false;
    }

    private static GroupAnalysis With(GroupAnalysis group, Func<VariantStanding, VariantStanding> change) => group with { Variants = [.. group.Variants.Select(change)] };
}
