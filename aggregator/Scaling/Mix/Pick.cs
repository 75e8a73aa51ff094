using Wva.Scaling.Analysis.Pools;

namespace Wva.Scaling.Mix;

/// <summary>The variant that serves a role in one step.</summary>
/// <param name="Variant">Its place; below 0 is none.</param>
/// <param name="Most">Replicas that would cover the need, as far as there is room.</param>
/// <param name="Needed">The need.</param>
/// <param name="PerReplica">What one replica carries of it, in its unit.</param>
internal readonly record struct Pick(int Variant, int Most, double Needed, double PerReplica)
{
    public static Pick None { get; } = new(-1, 0, 0, 1);

    /// <summary>The part of the need that there is room for; 1 where nothing is needed, above 1 where the last replica is not used up.</summary>
    public double Served => Needed > 0 ? Most * PerReplica / Needed : 1;

    /// <summary>Replicas where so large a part of the need is served; multiplied before divided, as published, where the last bit can decide.</summary>
    public int Replicas(double served) => Needed > 0 ? Math.Min(Most, Math.Max(Vote.WholeDown(served * Needed / PerReplica), Math.Min(1, Most))) : 0;

    /// <summary>The first variant in order that has room.</summary>
    public static Pick Find(MixWork work, int role, GpuPools? pools, double share)
    {
        foreach (var variant in work.Order(role))
        {
            var room = Room(work, variant, pools, share);
            if (room > 0 && (work.Published || Replicas(work, role, variant) > 0))
            {
                var needed = Replicas(work, role, variant);
                var most = (int)Math.Min(room, Math.Max(work.Published ? 0 : 1, Vote.WholeUp(needed, work.Published)));
                return work.Published ? new Pick(variant, most, Needs(work, role), work.PerReplica[variant]) : new Pick(variant, most, needed, 1);
            }
        }

        return None;
    }

    private static long Room(MixWork work, int variant, GpuPools? pools, double share)
    {
        var spec = work.Model.Variants[variant];
        var room = (long)spec.Max - work.Targets[variant];
        if (room <= 0 || pools is null)
        {
            return room;
        }

        if (work.Published)
        {
            room = Math.Min(room, Vote.WholeUp(share / work.PerReplica[variant], published: true));
        }

        work.IsShortOfMoney[variant] |= pools.Budget?.Affordable(work.Model.Namespace, spec.Cost) == 0;
        var type = pools.NameOf(spec.Accelerator);
        if (work.ShortOfGpus[variant] is null && pools.Free(work.Model.Namespace, type) is var free && free < spec.GpusPerReplica)
        {
            work.ShortOfGpus[variant] = new GpuShortage(pools.Tightest(work.Model.Namespace, type)?.Name ?? "the limiter", free);
        }

        return Math.Min(room, pools.Room(work.Model.Namespace, type, spec.GpusPerReplica, spec.Cost));
    }

    /// <summary>The most replicas that any analyzer needs of the variant; one that does not know it is left out.</summary>
    private static double Replicas(MixWork work, int role, int variant)
    {
        double most = 0;
        for (var i = 0; i < work.Voters.Length; i++)
        {
            if (Vote.Capacity(work.Voters[i], variant) is > 0 and var own)
            {
                most = Math.Max(most, work.Need(i, role) / own);
            }
        }

        return most;
    }

    /// <summary>Published, the largest need of all, whatever its unit (weakness W15).</summary>
    private static double Needs(MixWork work, int role)
    {
        double most = 0;
        for (var i = 0; i < work.Voters.Length; i++)
        {
            most = Math.Max(most, work.Need(i, role));
        }

        return most;
    }
}
