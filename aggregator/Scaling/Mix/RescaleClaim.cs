using Wva.Scaling.Analysis.Pools;
using Wva.Scaling.Inputs;

namespace Wva.Scaling.Mix;

/// <summary>What one model holds and wants of one type of GPU, by role.</summary>
internal sealed class RescaleClaim
{
    private readonly long[] _held = new long[Vote.Roles];
    private readonly long[] _floors = new long[Vote.Roles];
    private readonly double[] _demands = new double[Vote.Roles];

    private RescaleClaim(MixWork work, string type)
    {
        Work = work;
        Type = type;
    }

    public MixWork Work { get; }

    public string Type { get; }

    public long Held { get; private set; }

    public long Floor { get; private set; }

    /// <summary>Demand in GPUs.</summary>
    public long Demand { get; private set; }

    /// <summary>GPUs of all replicas that its variants may have; null where one has no max.</summary>
    public long? Most { get; private set; } = 0;

    public double Weight => Vote.Sane(Work.Model.Priority) * Demand;

    /// <summary>The claim of a model whose known accelerators are of a single type; null where they are not.</summary>
    public static RescaleClaim? Of(MixWork work, GpuPools pools)
    {
        string? type = null;
        foreach (var variant in work.Model.Variants)
        {
            var name = pools.NameOf(variant.Accelerator);
            if (name is not null && type is not null && !string.Equals(name, type, StringComparison.OrdinalIgnoreCase))
            {
                return null;
            }

            type ??= name;
        }

        if (type is null)
        {
            return null;
        }

        var claim = new RescaleClaim(work, type);
        claim.Read(pools);
        return claim;
    }

    /// <summary>Whether a variant's GPUs are of this type.</summary>
    public bool Has(int variant, GpuPools pools) => string.Equals(pools.NameOf(Work.Model.Variants[variant].Accelerator), Type, StringComparison.OrdinalIgnoreCase);

    public long Cap(long budget) => Math.Max(Floor, Math.Min(Demand, Most ?? budget));

    /// <summary>GPUs split over the roles: floors first, the rest by demand, or by what is held where nothing is demanded.</summary>
    public long[] Split(long gpus)
    {
        var weights = Demand > 0 ? _demands : Array.ConvertAll(_held, held => (double)held);
        var most = new long[Vote.Roles];
        Array.Fill(most, Math.Max(gpus, Floor) + 1);
        return WaterFill.Share(gpus, _floors, most, weights);
    }

    private void Read(GpuPools pools)
    {
        for (var i = 0; i < Work.Model.Variants.Length; i++)
        {
            if (!Has(i, pools))
            {
                continue;
            }

            var variant = Work.Model.Variants[i];
            _held[(int)variant.Role] += (long)Work.Targets[i] * variant.GpusPerReplica;
            _floors[(int)variant.Role] += (long)Math.Max(0, variant.Min) * variant.GpusPerReplica;
            Most = Most is { } most && variant.Max < int.MaxValue ? most + ((long)variant.Max * variant.GpusPerReplica) : null;
        }

        for (var role = 0; role < Vote.Roles; role++)
        {
            Held += _held[role];
            Floor += _floors[role];
            var gpus = DemandOf((Role)role, pools);
            _demands[role] = gpus;
            Demand += gpus;
        }
    }

    /// <summary>As many replicas as carry the role's demand, on its most cost-efficient variant.</summary>
    private long DemandOf(Role role, GpuPools pools)
    {
        var demand = Vote.Demand(Work.Model.Ballots[Work.Anchor], (int)role);
        foreach (var variant in Work.Order((int)role))
        {
            if (Has(variant, pools))
            {
                return (long)Vote.WholeUp(demand / Work.PerReplica[variant], Work.Published) * Work.Model.Variants[variant].GpusPerReplica;
            }
        }

        return 0;
    }
}
