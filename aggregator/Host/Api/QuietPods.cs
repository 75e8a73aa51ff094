using System.Collections.Immutable;
using Wva.Api;
using Wva.Scaling.Inputs;

namespace Wva.Aggregator.Api;

/// <summary>Pods whose numbers are old, the most silent first; ranks of one pod are one entry. Pure.</summary>
internal static class QuietPods
{
    /// <summary>Finds them. A pod that starts or drains owes nothing, and is none of them.</summary>
    public static ImmutableArray<QuietReplica> Of(VariantSnapshot? snapshot) =>
    [
        .. (snapshot?.Replicas ?? [])
            .Where(IsQuiet)
            .GroupBy(replica => replica.Uid ?? replica.Pod, StringComparer.Ordinal)
            .Select(Pod)
            .OrderByDescending(pod => pod.SilentSeconds ?? -1)
            .ThenBy(pod => pod.Pod, StringComparer.Ordinal),
    ];

    private static bool IsQuiet(ReplicaSnapshot replica) =>
        (replica.Stale || replica.SilentSeconds is not null) && replica.State is not (ReplicaState.Starting or ReplicaState.Draining);

    private static QuietReplica Pod(IEnumerable<ReplicaSnapshot> ranks)
    {
        var all = ranks.ToArray();
        return new QuietReplica(
            all[0].Pod,
            Reporter.State(all[0].State),
            all.Any(rank => rank.Stalled),
            Reporter.Seconds(all.Max(rank => rank.AgeSeconds)),
            Reporter.Seconds(all.Max(rank => rank.SilentSeconds)));
    }
}
