using Wva.Scaling.Analysis.Pools;

namespace Wva.Scaling.Mix;

/// <summary>
/// Roles of one model that need the same GPUs in one step: where there are too few for all, each gets the same part of its need. The published
/// autoscaler gives the same GPU to two roles there.
/// </summary>
internal static class SharedGpus
{
    /// <summary>The part of what all roles would get that there are GPUs for; 1 or more where there are enough.</summary>
    public static double Part(MixWork work, GpuPools pools, ReadOnlySpan<Pick> picks, double served)
    {
        var part = 1.0;
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

            var free = pools.Free(work.Model.Namespace, type);
            part = gpus > free ? Math.Min(part, (double)free / gpus) : part;
        }

        return part;
    }

    /// <summary>Gives each role that part in whole replicas; where that is none for all, one to the role that is served least of those that there are GPUs for.</summary>
    /// <returns>Replicas given.</returns>
    public static long Give(MixWork work, GpuPools pools, ReadOnlySpan<Pick> picks, double served)
    {
        long given = 0;
        for (var role = 0; role < picks.Length; role++)
        {
            given += Give(work, pools, role, picks[role], Vote.WholeDown(served * picks[role].Needed));
        }

        var neediest = given > 0 ? -1 : Neediest(work, pools, picks);
        return neediest < 0 ? given : Give(work, pools, neediest, picks[neediest], 1);
    }

    private static int Neediest(MixWork work, GpuPools pools, ReadOnlySpan<Pick> picks)
    {
        var neediest = -1;
        for (var role = 0; role < picks.Length; role++)
        {
            var fits = picks[role].Variant >= 0 && pools.Free(work.Model.Namespace, Type(work, pools, picks[role])) >= Gpus(work, picks[role]);
            neediest = fits && (neediest < 0 || picks[role].Served < picks[neediest].Served) ? role : neediest;
        }

        return neediest;
    }

    private static int Give(MixWork work, GpuPools pools, int role, Pick pick, int wanted)
    {
        if (pick.Variant < 0)
        {
            return 0;
        }

        var type = Type(work, pools, pick);
        var replicas = (int)Math.Min(Math.Min(wanted, pick.Most), pools.Free(work.Model.Namespace, type) / Gpus(work, pick));
        if (replicas > 0)
        {
            work.Give(role, pick.Variant, replicas);
            pools.Take(work.Model.Namespace, type, (long)replicas * Gpus(work, pick));
        }

        return replicas;
    }

    private static string? Type(MixWork work, GpuPools pools, Pick pick) => pools.NameOf(work.Model.Variants[pick.Variant].Accelerator);

    private static int Gpus(MixWork work, Pick pick) => Math.Max(1, work.Model.Variants[pick.Variant].GpusPerReplica);
}
