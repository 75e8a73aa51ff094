using System.Collections.Immutable;
using Wva.Kubernetes.Resources;
using Wva.Scaling.Inputs;

namespace Wva.Aggregator.Cycle;

/// <summary>What is remembered of variants that the core does not know, or not well enough: what was published stands. Pure.</summary>
internal static class Memories
{
    /// <summary>What the core is to go by: a variant that it does not remember stands as its status says, and while the policy is not known nothing falls.</summary>
    public static LearnedState Before(LearnedState learned, VariantView view, DateTimeOffset now)
    {
        var variants = learned.Variants.ToBuilder();
        foreach (var stored in view.Variants)
        {
            if (!variants.ContainsKey(stored.Spec.Key) && stored.Resource.Status?.DesiredOptimizedAlloc?.NumReplicas is { } published)
            {
                variants[stored.Spec.Key] = Stand(new LearnedVariant { Published = published, PublishedAt = stored.Resource.Status.LastDecision?.Time }, now);
            }
        }

        var known = learned with { Variants = variants.ToImmutable() };
        return view.IsPolicyKnown ? known : known with { Variants = known.Variants.ToImmutableDictionary(pair => pair.Key, pair => Stand(pair.Value, now)) };
    }

    /// <summary>What a new term is to go by: what was wanted since the state was written nobody knows, however short that was, so a whole window passes before less is published.</summary>
    public static LearnedState TakenOver(LearnedState learned, DateTimeOffset now) =>
        learned with { Variants = learned.Variants.ToImmutableDictionary(pair => pair.Key, pair => Stand(pair.Value, now)) };

    /// <summary>What the next cycle is to go by: the core forgets what is not in view, and where the view is not complete that may be a variant with a bad manifest.</summary>
    public static LearnedState After(LearnedState decided, LearnedState before, VariantView view, DateTimeOffset now) => view.IsComplete
        ? decided
        : decided with
        {
            Variants = decided.Variants.AddRange(before.Variants
                .Where(pair => !decided.Variants.ContainsKey(pair.Key))
                .Select(pair => KeyValuePair.Create(pair.Key, Stand(pair.Value, now)))),
        };

    // Who knows what is wanted: at most what was published, so a whole window passes before less is.
    private static LearnedVariant Stand(LearnedVariant variant, DateTimeOffset now) => variant.Published is { } published
        ? variant with { Wanted = [new WantedEntry(now, published)], UnheldSince = null }
        : variant;
}
