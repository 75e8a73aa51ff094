using System.Collections.Immutable;
using Wva.Scaling.Inputs;
using Wva.Scaling.Mix;

namespace Wva.Scaling.Decision;

/// <summary>Capacities to remember: what was learned now, and before of variants that are remembered.</summary>
internal static class CapacityMemory
{
    public static ImmutableDictionary<VariantKey, LearnedCapacity> After(
        ImmutableDictionary<VariantKey, LearnedCapacity> before, ImmutableArray<ModelMix> mixes, ImmutableDictionary<VariantKey, LearnedVariant> remembered)
    {
        var after = before.IsEmpty ? before : before.RemoveRange(before.Keys.Where(k => !remembered.ContainsKey(k)));
        foreach (var mix in mixes)
        {
            after = mix.Analysis.Learned.IsEmpty ? after : after.SetItems(mix.Analysis.Learned);
        }

        return after;
    }
}
