using System.Collections.Immutable;

namespace Wva.Scaling.Analysis.Pools;

/// <summary>All limits on GPUs and on cost together, and what is left of them. One pass of one decision takes from it; it is not shared and not kept.</summary>
/// <param name="layers">The limits, in the policy's order.</param>
/// <param name="normalizes">Whether names of variants' accelerators are brought to the names of the limits first.</param>
internal sealed class GpuPools(ImmutableArray<GpuLayer> layers, bool normalizes)
{
    /// <summary>The limits, in the policy's order.</summary>
    public ImmutableArray<GpuLayer> Layers => layers;

    /// <summary>Type of a variant that names none: the only one that there is; null where there are several, or nobody counted.</summary>
    public string? Only { get; init; }

    /// <summary>What namespaces may still spend; null where cost is no limit.</summary>
    public CostBudget? Budget { get; init; }

    /// <summary>Whether anything is left under any limit, one without a bound for the whole cluster included: where not, published growth ends.</summary>
    public bool AnyLeft
    {
        get
        {
            foreach (var layer in layers)
            {
                if (layer.AnyLeft)
                {
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>The name under which the limits know a variant's accelerator; null where it has none.</summary>
    /// <param name="accelerator">The name as the variant has it.</param>
    public string? NameOf(string? accelerator)
        => normalizes ? AcceleratorName.Normalize(accelerator) ?? Only : AcceleratorName.IsResolved(accelerator) ? accelerator : null;

    /// <summary>GPUs that a variant may still get, at least 0; <see cref="GpuLayer.Unlimited"/> where nothing limits it.</summary>
    /// <param name="ns">Its namespace.</param>
    /// <param name="type">Its type by <see cref="NameOf"/>.</param>
    public long Free(string ns, string? type)
    {
        var least = GpuLayer.Unlimited;
        foreach (var layer in layers)
        {
            least = Math.Min(least, layer.Left(ns, type));
        }

        return Math.Max(0, least);
    }

    /// <summary>Replicas that there are GPUs and money for, at least 0.</summary>
    /// <param name="ns">Namespace of the variant.</param>
    /// <param name="type">Its type by <see cref="NameOf"/>.</param>
    /// <param name="gpusPerReplica">GPUs a replica, at least 1.</param>
    /// <param name="cost">Cost of a replica and hour.</param>
    public long Room(string ns, string? type, int gpusPerReplica, double cost)
    {
        var free = Free(ns, type);
        return Math.Min(free == GpuLayer.Unlimited ? int.MaxValue : free / gpusPerReplica, Budget?.Affordable(ns, cost) ?? int.MaxValue);
    }

    /// <summary>What is left for all namespaces together; below none where more is held than there is.</summary>
    /// <param name="type">The type.</param>
    public long LeftOfCluster(string? type)
    {
        var least = GpuLayer.Unlimited;
        foreach (var layer in layers)
        {
            least = Math.Min(least, layer.LeftOfCluster(type));
        }

        return least;
    }

    /// <summary>What is left of a namespace's own quotas; null where it has none.</summary>
    /// <param name="ns">The namespace.</param>
    /// <param name="type">The type.</param>
    public long? LeftOfNamespace(string ns, string? type)
    {
        long? least = null;
        foreach (var layer in layers)
        {
            if (layer.IsOwn(ns))
            {
                least = Math.Min(least ?? GpuLayer.Unlimited, layer.LeftOfNamespace(ns, type));
            }
        }

        return least;
    }

    /// <summary>Takes GPUs and money for replicas of a variant from every limit that concerns it, whether they are left or not.</summary>
    /// <param name="ns">Its namespace.</param>
    /// <param name="type">Its type by <see cref="NameOf"/>.</param>
    /// <param name="gpusPerReplica">GPUs a replica.</param>
    /// <param name="cost">Cost of a replica and hour.</param>
    /// <param name="replicas">How many replicas.</param>
    public void Take(string ns, string? type, int gpusPerReplica, double cost, long replicas)
    {
        var gpus = replicas * gpusPerReplica;
        Budget?.Spend(ns, cost, replicas);
        foreach (var layer in layers)
        {
            layer.Take(ns, type, gpus);
        }
    }

    /// <summary>The limit that leaves a variant least: the first of those where several do.</summary>
    /// <param name="ns">Its namespace.</param>
    /// <param name="type">Its type by <see cref="NameOf"/>.</param>
    public GpuLayer? Tightest(string ns, string? type)
    {
        GpuLayer? tightest = null;
        foreach (var layer in layers)
        {
            if (tightest is null || layer.Left(ns, type) < tightest.Left(ns, type))
            {
                tightest = layer;
            }
        }

        return tightest;
    }
}
