using Wva.Scaling.Analysis.Pools;
using Wva.Scaling.Inputs;

namespace Wva.Scaling.Mix;

/// <summary>
/// Roles of one model that need the same GPUs in one step: where there are too few for all, they take turns, the least served first, so that each ends
/// with about the same part of its need. The published autoscaler gives the same GPU to two roles there.
/// </summary>
internal static class SharedGpus
{
    /// <summary>Sums of costs are not exact.</summary>
    private const double Slack = 1e-9;

    /// <summary>Whether there are GPUs and money for what all roles would get.</summary>
    public static bool Suffice(MixWork work, GpuPools pools, ReadOnlySpan<Pick> picks, double served)
    {
        for (var role = 0; role < picks.Length; role++)
        {
            if (picks[role].Variant < 0)
            {
                continue;
            }

            var type = Type(work, pools, picks[role]);
            long gpus = 0;
            foreach (var pick in picks)
            {
                gpus += pick.Variant >= 0 && string.Equals(Type(work, pools, pick), type, StringComparison.OrdinalIgnoreCase) ? (long)pick.Replicas(served) * Gpus(work, pick) : 0;
            }

            if (gpus > pools.Free(work.Model.Namespace, type))
            {
                return false;
            }
        }

        return IsAffordable(work, pools, picks, served);
    }

    /// <summary>Gives one replica to the role of whose need the largest part is unserved, of those that there are GPUs for.</summary>
    /// <returns>Replicas given.</returns>
    public static long Give(MixWork work, GpuPools pools, ReadOnlySpan<Pick> picks)
    {
        var neediest = Neediest(work, pools, picks);
        if (neediest < 0)
        {
            return 0;
        }

        var pick = picks[neediest];
        work.Give(neediest, pick.Variant, 1);
        pools.Take(work.Model.Namespace, Type(work, pools, pick), Gpus(work, pick), Cost(work, pick), 1);
        return 1;
    }

    private static int Neediest(MixWork work, GpuPools pools, ReadOnlySpan<Pick> picks)
    {
        var neediest = -1;
        for (var role = 0; role < picks.Length; role++)
        {
            var fits = picks[role].Variant >= 0 && Room(work, pools, picks[role]) > 0;
            neediest = fits && (neediest < 0 || IsNeedier(work, picks, role, neediest)) ? role : neediest;
        }

        return neediest;
    }

    /// <summary>Of equal parts unserved, the role that there is the least room for goes first: the other may find another variant.</summary>
    private static bool IsNeedier(MixWork work, ReadOnlySpan<Pick> picks, int role, int than)
        => work.Unserved(role) != work.Unserved(than) ? work.Unserved(role) > work.Unserved(than) : picks[role].Served < picks[than].Served;

    private static bool IsAffordable(MixWork work, GpuPools pools, ReadOnlySpan<Pick> picks, double served)
    {
        double cost = 0;
        foreach (var pick in picks)
        {
            cost += pick.Variant >= 0 ? pick.Replicas(served) * VariantSpec.Reckoned(Cost(work, pick)) : 0;
        }

        var left = pools.Budget?.Left(work.Model.Namespace) ?? double.PositiveInfinity;
        return cost * (1 - Slack) <= Math.Max(0, left);
    }

    private static long Room(MixWork work, GpuPools pools, Pick pick)
        => pools.Room(work.Model.Namespace, Type(work, pools, pick), Gpus(work, pick), Cost(work, pick));

    private static double Cost(MixWork work, Pick pick) => work.Model.Variants[pick.Variant].Cost;

    private static string? Type(MixWork work, GpuPools pools, Pick pick) => pools.NameOf(work.Model.Variants[pick.Variant].Accelerator);

    private static int Gpus(MixWork work, Pick pick) => work.Model.Variants[pick.Variant].GpusPerReplica;
}
