using System.Collections.Immutable;
using Wva.Scaling.Analysis;
using Wva.Scaling.Holds;
using Wva.Scaling.Inputs;

namespace Wva.Scaling.Decision;

/// <summary>A variant that is missing from a snapshot (its manifest was unreadable for a moment, say) keeps what was published of it for a while.</summary>
internal static class Absence
{
    /// <summary>After so long it is gone. One that comes back earlier goes on where it was, and waits a whole window before it scales in.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    /// <summary>Adds to what is remembered the variants that were before and were not decided now.</summary>
    /// <param name="cycle">The cycle.</param>
    /// <param name="remembered">What is remembered of those that were decided.</param>
    /// <param name="unpublished">Those that were looked at, and nothing is published of them.</param>
    public static void Carry(CycleContext cycle, ImmutableDictionary<VariantKey, LearnedVariant>.Builder remembered, IReadOnlySet<VariantKey> unpublished)
    {
        foreach (var (key, before) in cycle.Learned.Variants)
        {
            // The time in which nobody looked, and a clock that was set back, prove nothing.
            var since = before.AbsentSince is { } at && at <= cycle.Now && !cycle.AfterGap ? at : cycle.Now;
            if (!remembered.ContainsKey(key) && !unpublished.Contains(key) && before.Published is { } published && cycle.Now - since < Limit)
            {
                remembered[key] = before with
                {
                    AbsentSince = since,
                    Wanted = Window.Add([], cycle.Now, published),
                    UnheldSince = null,
                    UnseenSince = null,
                    StartingSince = null,
                };
            }
        }
    }
}
