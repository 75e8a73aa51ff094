using System.Collections.Immutable;
using Wva.Scaling.Inputs;

namespace Wva.Scenarios;

/// <summary>The small objects and maps of a policy.</summary>
internal static class PolicyParts
{
    /// <summary>A longer one is a slip.</summary>
    public static readonly TimeSpan LongestRetention = TimeSpan.FromDays(366);

    public static ScaleToZeroPolicy ReadScaleToZero(JsonCursor zero, ScaleToZeroPolicy under)
    {
        var retention = zero.Member("retentionSeconds").AsNumber(0, LongestRetention.TotalSeconds);
        var read = new ScaleToZeroPolicy(
            zero.Member("enabled").AsFlag() ?? under.Enabled,
            retention is { } seconds ? TimeSpan.FromSeconds(seconds) : under.Retention);
        zero.RefuseUnknown();
        return read;
    }

    public static LatencyTargets? ReadSlo(JsonCursor slo, LatencyTargets? under)
    {
        if (slo.IsAbsent)
        {
            return under;
        }

        var read = new LatencyTargets(
            slo.Member("ttftSeconds").AsNumber(0) ?? under?.TtftSeconds,
            slo.Member("itlMilliseconds").AsNumber(0) ?? under?.ItlMilliseconds);
        slo.RefuseUnknown();
        return read;
    }

    /// <summary>Whole numbers by name.</summary>
    public static ImmutableDictionary<string, int> ReadCounts(JsonCursor counts, int least, int most)
        => ToMap(counts.Entries().Select(entry => (entry.Name, entry.Value.Required().AsInteger(least, most))));

    /// <summary>Numbers by name, none below 0.</summary>
    public static ImmutableDictionary<string, double> ReadNumbers(JsonCursor numbers)
        => ToMap(numbers.Entries().Select(entry => (entry.Name, entry.Value.Required().AsNumber(0))));

    /// <summary>Weights by <c>NAMESPACE/MODEL</c>.</summary>
    public static ImmutableDictionary<string, double> ReadPriority(JsonCursor priority)
    {
        foreach (var (name, value) in priority.Entries())
        {
            if (name.IndexOf('/', StringComparison.Ordinal) is var slash && (slash <= 0 || slash == name.Length - 1))
            {
                value.Complain("is no model; allowed: NAMESPACE/MODEL");
            }
        }

        return ReadNumbers(priority);
    }

    private static ImmutableDictionary<string, T> ToMap<T>(IEnumerable<(string Name, T? Value)> entries)
        where T : struct
    {
        var read = ImmutableDictionary<string, T>.Empty;
        foreach (var (name, value) in entries)
        {
            read = value is { } known ? read.SetItem(name, known) : read;
        }

        return read;
    }
}
