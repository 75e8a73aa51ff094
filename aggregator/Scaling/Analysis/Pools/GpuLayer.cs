using System.Collections.Frozen;

namespace Wva.Scaling.Analysis.Pools;

/// <summary>One limit on GPUs and what is left of it: the inventory, or one quota. A type that it does not name has none.</summary>
internal sealed class GpuLayer
{
    /// <summary>What is left where nothing limits; never added to or taken from.</summary>
    public const long Unlimited = long.MaxValue;

    /// <summary>Nobody holds so many; a bound so that sums do not overflow.</summary>
    public const long Fewest = -(1L << 60);

    private readonly Dictionary<string, long>? _cluster;
    private readonly Dictionary<string, Dictionary<string, long>> _namespaces;
    private readonly IReadOnlySet<string> _excluded;

    /// <summary>Takes over the dictionaries.</summary>
    /// <param name="name">Its name, for reasons.</param>
    /// <param name="cluster">What is left by type for all namespaces together; null where it limits by namespace only.</param>
    /// <param name="namespaces">What is left by namespace and type; a namespace that is absent is limited for the cluster only.</param>
    /// <param name="excluded">Namespaces that it does not concern.</param>
    public GpuLayer(string name, Dictionary<string, long>? cluster, Dictionary<string, Dictionary<string, long>>? namespaces = null, IReadOnlySet<string>? excluded = null)
    {
        Name = name;
        _cluster = cluster;
        _namespaces = namespaces ?? [];
        _excluded = excluded ?? FrozenSet<string>.Empty;
    }

    /// <summary>Its name, for reasons.</summary>
    public string Name { get; }

    /// <summary>Whether a single type stands for those that nobody knows.</summary>
    public bool AdoptsUnknown { get; init; }

    /// <summary>Whether anything is left anywhere that is counted.</summary>
    public bool AnyLeft
    {
        get
        {
            if (_cluster is not null && HasLeft(_cluster, unlimitedCounts: true))
            {
                return true;
            }

            foreach (var pool in _namespaces.Values)
            {
                if (HasLeft(pool, unlimitedCounts: false))
                {
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>The type that it counts a variant under: an inventory of one type adopts those whose type nobody knows.</summary>
    /// <param name="accelerator">The type as the variant has it.</param>
    public string? Adopts(string? accelerator)
    {
        if (AcceleratorName.IsResolved(accelerator))
        {
            return accelerator;
        }

        return AdoptsUnknown && _cluster is { Count: 1 } ? _cluster.Keys.First() : null;
    }

    /// <summary>Whether it limits a namespace by itself.</summary>
    /// <param name="ns">The namespace.</param>
    public bool IsOwn(string ns) => _namespaces.ContainsKey(ns) && !_excluded.Contains(ns);

    /// <summary>What is left for a variant; below none where more is held than there is.</summary>
    /// <param name="ns">Its namespace.</param>
    /// <param name="type">Its type, named as this layer names it; null where unknown.</param>
    public long Left(string ns, string? type)
    {
        if (_excluded.Contains(ns))
        {
            return Unlimited;
        }

        return Math.Min(LeftOfCluster(type), LeftOfNamespace(ns, type));
    }

    /// <summary>What is left for all namespaces together.</summary>
    /// <param name="type">The type.</param>
    public long LeftOfCluster(string? type) => _cluster is null ? Unlimited : Of(_cluster, type);

    /// <summary>What is left for one namespace, as far as this layer limits it by itself.</summary>
    /// <param name="ns">The namespace.</param>
    /// <param name="type">The type.</param>
    public long LeftOfNamespace(string ns, string? type) => _namespaces.TryGetValue(ns, out var pool) ? Of(pool, type) : Unlimited;

    /// <summary>Takes GPUs, whether they are left or not.</summary>
    /// <param name="ns">Namespace of the variant.</param>
    /// <param name="type">Its type.</param>
    /// <param name="gpus">How many.</param>
    public void Take(string ns, string? type, long gpus)
    {
        if (type is null || _excluded.Contains(ns))
        {
            return;
        }

        if (_cluster is not null)
        {
            Take(_cluster, type, gpus);
        }

        if (_namespaces.TryGetValue(ns, out var pool))
        {
            Take(pool, type, gpus);
        }
    }

    private static long Of(Dictionary<string, long> pool, string? type) => type is not null && pool.TryGetValue(type, out var left) ? left : 0;

    private static void Take(Dictionary<string, long> pool, string type, long gpus)
    {
        if (pool.TryGetValue(type, out var left) && left != Unlimited)
        {
            pool[type] = Math.Max(left - gpus, Fewest);
        }
    }

    private static bool HasLeft(Dictionary<string, long> pool, bool unlimitedCounts)
    {
        foreach (var left in pool.Values)
        {
            if (left > 0 && (unlimitedCounts || left != Unlimited))
            {
                return true;
            }
        }

        return false;
    }
}
