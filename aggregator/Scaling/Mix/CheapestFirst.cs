using System.Collections.Immutable;
using Wva.Scaling.Analysis;

namespace Wva.Scaling.Mix;

/// <summary>Spreads a role group's need over its variants: growth goes to the cheapest with room, scaling in takes from the most expensive.</summary>
internal static class CheapestFirst
{
    public static ImmutableArray<VariantMix> Spread(GroupAnalysis group)
    {
        var variants = group.Variants;
        var fresh = group.Signal is Signal.Fresh;
        var least = fresh ? Allocation.Of(variants, group.NeedAtLeast) : null;
        var most = fresh && group.NeedAtMost != group.NeedAtLeast ? Allocation.Of(variants, group.NeedAtMost) : least;
        var explanation = new Explanation(group, least, most);
        var mixed = ImmutableArray.CreateBuilder<VariantMix>(variants.Length);
        for (var i = 0; i < variants.Length; i++)
        {
            Band? wanted = least is null || most is null ? null : new Band(least.Replicas[i], most.Replicas[i]);
            mixed.Add(new VariantMix
            {
                Group = group,
                Standing = variants[i],
                Wanted = wanted,
                Reason = explanation.Reason(i, wanted),
                Considered = explanation.Considered(i, wanted),
                Complete = variants[i].Pods.Fresh,
                Sizing = Sizing.Of(group),
            });
        }

        return mixed.MoveToImmutable();
    }
}
