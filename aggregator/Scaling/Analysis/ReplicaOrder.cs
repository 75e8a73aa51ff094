using System.Collections.Immutable;
using Wva.Scaling.Inputs;

namespace Wva.Scaling.Analysis;

/// <summary>Rows by pod (its name, then its UID), then rank: ranks of a pod lie together, and sums come out the same to the last bit whatever order rows came in.</summary>
internal sealed class ReplicaOrder : IComparer<ReplicaSnapshot>
{
    private static readonly ReplicaOrder Instance = new();

    public static ImmutableArray<ReplicaSnapshot> Sorted(ImmutableArray<ReplicaSnapshot> replicas)
    {
        if (replicas.IsDefaultOrEmpty)
        {
            return [];
        }

        for (var i = 1; i < replicas.Length; i++)
        {
            if (Instance.Compare(replicas[i - 1], replicas[i]) > 0)
            {
                return replicas.Sort(Instance);
            }
        }

        return replicas; // as the fleet hands them over: nothing is copied
    }

    /// <summary>A pod that was made anew may have the name of the one before: the UID tells them apart.</summary>
    public static bool IsOnePod(ReplicaSnapshot x, ReplicaSnapshot y) => string.Equals(x.Pod, y.Pod, StringComparison.Ordinal) && string.Equals(x.Uid, y.Uid, StringComparison.Ordinal);

    public int Compare(ReplicaSnapshot? x, ReplicaSnapshot? y)
    {
        var byPod = ByPod(x!, y!);
        return byPod != 0 ? byPod : string.CompareOrdinal(x!.Rank, y!.Rank);
    }

    private static int ByPod(ReplicaSnapshot x, ReplicaSnapshot y)
    {
        var byName = string.CompareOrdinal(x.Pod, y.Pod);
        return byName != 0 ? byName : string.CompareOrdinal(x.Uid, y.Uid);
    }
}
