using System.Collections.Immutable;
using Wva.Scaling.Inputs;

namespace Wva.Scaling.Decision;

/// <summary>Capacities to remember: what was learned now, and before of variants that are remembered. What is as it was is shared with what was before.</summary>
internal static class CapacityMemory
{
    public static ImmutableDictionary<VariantKey, LearnedCapacity> After(
        ImmutableDictionary<VariantKey, LearnedCapacity> before, List<KeyValuePair<VariantKey, LearnedCapacity>> learned, ImmutableDictionary<VariantKey, LearnedVariant> remembered)
    {
        var changed = new List<KeyValuePair<VariantKey, LearnedCapacity>>();
        var known = 0;
        foreach (var entry in learned)
        {
            var isKnown = before.TryGetValue(entry.Key, out var capacity);
            known += isKnown ? 1 : 0;
            if (!ReferenceEquals(capacity, entry.Value))
            {
                changed.Add(entry);
            }
        }

        var kept = known == before.Count ? before : before.RemoveRange(before.Keys.Where(k => !remembered.ContainsKey(k)));
        return changed.Count == 0 && known == before.Count ? before : kept.SetItems(kept.Count == before.Count ? changed : learned);
    }
}
