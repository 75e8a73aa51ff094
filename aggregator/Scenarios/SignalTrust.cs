using Wva.Scaling.Inputs;

namespace Wva.Scenarios;

/// <summary>How much of what a decision on a variant should know is known.</summary>
public static class SignalTrust
{
    /// <summary>The share of the replicas that serve, or should, of which fresh numbers are there: 0 to 1.</summary>
    /// <param name="variant">The variant as it stood.</param>
    /// <param name="isGiven">Whether its analysis was given: such signals count as fresh and complete.</param>
    /// <returns>The share; null where nothing serves and nothing should.</returns>
    public static double? Of(VariantSnapshot variant, bool isGiven)
    {
        if (isGiven)
        {
            return 1;
        }

        var known = new Dictionary<string, bool>(StringComparer.Ordinal);
        foreach (var row in variant.Replicas.Where(row => row.State is ReplicaState.Serving))
        {
            var pod = row.Uid is { } uid ? $"{row.Pod}/{uid}" : row.Pod;
            known[pod] = IsKnown(row) && known.GetValueOrDefault(pod, true);
        }

        var expected = Math.Max(known.Count, Math.Max(0, variant.Current - Math.Max(0, variant.Pending)));
        return expected == 0 ? null : (double)known.Values.Count(isKnown => isKnown) / expected;
    }

    private static bool IsKnown(ReplicaSnapshot row) => !row.Stale && row.KvCacheUsage is >= 0 && row.Waiting is >= 0;
}
