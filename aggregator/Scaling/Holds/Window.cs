using System.Collections.Immutable;
using Wva.Scaling.Inputs;

namespace Wva.Scaling.Holds;

/// <summary>The stabilisation window: what was wanted within it, as a falling sequence whose first entry is the largest.</summary>
internal static class Window
{
    /// <summary>Drops what is too old. An entry from a clock that was set back counts as one of now.</summary>
    public static ImmutableArray<WantedEntry> Prune(ImmutableArray<WantedEntry> entries, DateTimeOffset now, TimeSpan length)
    {
        var first = 0;
        while (first < entries.Length && now - entries[first].At >= length)
        {
            first++;
        }

        var kept = first == 0 ? entries : entries[first..];
        return kept.IsEmpty || kept[^1].At <= now ? kept : NoneAhead(kept, now);
    }

    private static ImmutableArray<WantedEntry> NoneAhead(ImmutableArray<WantedEntry> entries, DateTimeOffset now) => [.. entries.Select(e => e.At <= now ? e : e with { At = now })];

    /// <summary>Adds what is wanted now; entries that it outlives and is not below go.</summary>
    public static ImmutableArray<WantedEntry> Add(ImmutableArray<WantedEntry> entries, DateTimeOffset now, int replicas)
    {
        var kept = entries.Length;
        while (kept > 0 && entries[kept - 1].Replicas <= replicas)
        {
            kept--;
        }

        return [.. entries.AsSpan(0, kept), new WantedEntry(now, replicas)];
    }
}
