using System.Collections.Immutable;

namespace Wva.Scaling.Analysis.Pools;

/// <summary>All limits on GPUs together and what is left of them. One pass of one decision takes from it; it is not shared and not kept.</summary>
/// <param name="layers">The limits, in the policy's order.</param>
/// <param name="normalizes">Whether names of variants' accelerators are brought to the names of the limits first.</param>
internal sealed class GpuPools(ImmutableArray<GpuLayer> layers, bool normalizes)
{
    /// <summary>The limits, in the policy's order.</summary>
    public ImmutableArray<GpuLayer> Layers => layers;

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
        => normalizes ? AcceleratorName.Normalize(accelerator) : AcceleratorName.IsResolved(accelerator) ? accelerator : null;

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

    /// <summary>Takes GPUs from every limit that concerns a variant, whether they are left or not.</summary>
    /// <param name="ns">Its namespace.</param>
    /// <param name="type">Its type by <see cref="NameOf"/>.</param>
    /// <param name="gpus">How many.</param>
    public void Take(string ns, string? type, long gpus)
    {
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
