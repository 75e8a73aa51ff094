using Wva.Scaling.Analysis.Pools;

namespace Wva.Scaling.Mix;

/// <summary>
/// Growth of one model: its roles grow together, by the share that the tightest of them can be served. Published, a role without a variant
/// that has room stops all others, even where it needs nothing (weaknesses W12, W13); by default it is left out.
/// </summary>
internal static class PairedAllocation
{
    /// <summary>No model of a real size comes near; a bound for numbers that only shrink by rounding.</summary>
    private const int MostSteps = 10_000;

    /// <summary>Gives replicas until nothing is needed in this round or nobody has room.</summary>
    /// <param name="work">The model, its round begun.</param>
    /// <param name="pools">GPUs that are left; null where nothing limits.</param>
    /// <param name="share">Most of the anchor's unit that a variant gets at once; infinite is no bound.</param>
    /// <returns>Replicas given.</returns>
    public static long Grow(MixWork work, GpuPools? pools, double share)
    {
        long given = 0;
        for (var i = 0; i < MostSteps && work.AnyNeed; i++)
        {
            var step = Step(work, pools, share);
            if (step == 0)
            {
                break;
            }

            given += step;
        }

        return given;
    }

    private static long Step(MixWork work, GpuPools? pools, double share)
    {
        Span<Pick> picks = stackalloc Pick[Vote.Roles];
        var served = 1.0;
        var any = false;
        for (var role = 0; role < Vote.Roles; role++)
        {
            picks[role] = Pick.None;
            if (!work.IsActive[role] || (!work.Published && !work.Needs(role)))
            {
                continue;
            }

            picks[role] = Pick.Find(work, role, pools, share);
            if (picks[role].Variant < 0)
            {
                if (work.Published)
                {
                    return 0;
                }

                continue;
            }

            served = any ? Math.Min(served, picks[role].Served) : picks[role].Served;
            any = true;
        }

        if (!any || served <= 0)
        {
            return 0;
        }

        return work.Published || pools is null || SharedGpus.Suffice(work, pools, picks, served) ? Commit(work, pools, picks, served) : SharedGpus.Give(work, pools, picks);
    }

    private static long Commit(MixWork work, GpuPools? pools, ReadOnlySpan<Pick> picks, double served)
    {
        long given = 0;
        var carrier = Pick.None;
        var carried = 0;
        for (var role = 0; role < Vote.Roles; role++)
        {
            var pick = picks[role];
            if (pick.Variant < 0)
            {
                continue;
            }

            var replicas = pick.Replicas(served);
            if (replicas > 0)
            {
                work.Give(role, pick.Variant, replicas);
                var variant = work.Model.Variants[pick.Variant];
                pools?.Take(work.Model.Namespace, pools.NameOf(variant.Accelerator), variant.GpusPerReplica, variant.Cost, replicas);
                given += replicas;
            }

            if (role != (int)Inputs.Role.Decode)
            {
                (carrier, carried) = (pick, replicas); // prefill comes last and wins over both
            }
        }

        if (work.Published && carrier.Variant >= 0)
        {
            work.CarryPublished(carrier.Variant, carried);
        }

        return given;
    }
}
