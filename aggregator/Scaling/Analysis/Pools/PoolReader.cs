using System.Collections.Immutable;
using Wva.Scaling.Inputs;

namespace Wva.Scaling.Analysis.Pools;

/// <summary>Policy and what is held to what is left. Published, quotas stand in for the inventory; by default GPUs that are not there bound as well.</summary>
internal static class PoolReader
{
    /// <summary>Name of the inventory among the limits, for reasons.</summary>
    public const string Inventory = "gpuInventory";

    /// <summary>Whether anything limits GPUs, or what a namespace may cost an hour, which the published autoscaler does not know.</summary>
    /// <param name="policy">The common policy.</param>
    public static bool Limits(ScalingPolicy policy) => LimitsGpus(policy) || (!policy.Published && !policy.CostPerHourCap.IsEmpty);

    /// <summary>What is left; null where nothing limits: the limiter is off, or GPUs could not be counted and there is no quota.</summary>
    /// <param name="policy">The common policy.</param>
    /// <param name="uses">What every variant of the fleet holds; its namespaces are those that quotas by namespace are read for.</param>
    public static GpuPools? Read(ScalingPolicy policy, IReadOnlyCollection<GpuUse> uses)
    {
        if (!Limits(policy))
        {
            return null;
        }

        var only = policy.Published ? null : OnlyType(policy);
        uses = only is null ? uses : [.. uses.Select(use => AcceleratorName.IsResolved(use.Accelerator) ? use : use with { Accelerator = only })];
        var quotas = !LimitsGpus(policy) || policy.Quotas.IsDefault ? [] : policy.Quotas;
        var layers = ImmutableArray.CreateBuilder<GpuLayer>();
        if (LimitsGpus(policy) && policy.GpuInventory is { } inventory && !(policy.Published && !quotas.IsEmpty))
        {
            layers.Add(Inventoried(inventory, uses, policy.Published));
        }

        foreach (var quota in quotas)
        {
            layers.Add(OfQuota(quota, uses, policy.Published));
        }

        return new GpuPools(layers.ToImmutable(), normalizes: !policy.Published) { Only = only, Budget = policy.Published || policy.CostPerHourCap.IsEmpty ? null : CostBudget.Of(policy.CostPerHourCap, uses) };
    }

    /// <summary>Where all GPUs are of one type, that is the type of a variant that names none, as in the published limiter (5.5).</summary>
    private static string? OnlyType(ScalingPolicy policy)
    {
        var types = policy.GpuInventory?.Keys.Select(AcceleratorName.Normalize).Distinct(StringComparer.OrdinalIgnoreCase).Take(2).ToArray();
        return policy.EnableLimiter && types is { Length: 1 } ? types[0] : null;
    }

    private static bool LimitsGpus(ScalingPolicy policy) => policy.EnableLimiter && (policy.GpuInventory is not null || !policy.Quotas.IsDefaultOrEmpty);

    /// <summary>Names of nodes are shortened in either setting, names of variants only by default.</summary>
    private static GpuLayer Inventoried(ImmutableDictionary<string, int> inventory, IReadOnlyCollection<GpuUse> uses, bool published)
    {
        var left = new Dictionary<string, long>(Comparer(published));
        foreach (var (name, gpus) in inventory)
        {
            Add(left, AcceleratorName.Normalize(name) ?? "", gpus);
        }

        foreach (var use in uses)
        {
            Use(left, published ? use.Accelerator : AcceleratorName.Normalize(use.Accelerator), use.Gpus);
        }

        return new GpuLayer(Inventory, Floored(left)) { AdoptsUnknown = true };
    }

    private static GpuLayer OfQuota(GpuQuota quota, IReadOnlyCollection<GpuUse> uses, bool published)
    {
        var cluster = quota.ClusterGpus is { } gpus ? Pool(gpus, published) : null;
        var namespaces = quota.NamespaceGpus is { } byNamespace ? Namespaces(byNamespace, uses, published) : null;
        foreach (var use in uses)
        {
            if (quota.Exclude.Contains(use.Namespace))
            {
                continue;
            }

            var type = published ? use.Accelerator : AcceleratorName.Normalize(use.Accelerator);
            Use(cluster, type, use.Gpus);
            Use(namespaces?[use.Namespace], type, use.Gpus);
        }

        foreach (var pool in namespaces?.Values ?? Enumerable.Empty<Dictionary<string, long>>())
        {
            Floored(pool);
        }

        return new GpuLayer(quota.Name, cluster is null ? null : Floored(cluster), namespaces, quota.Exclude);
    }

    /// <summary>A namespace without an entry gets the default's budget for itself, and nothing where there is none.</summary>
    private static Dictionary<string, Dictionary<string, long>> Namespaces(
        ImmutableDictionary<string, ImmutableDictionary<string, int>> quota, IReadOnlyCollection<GpuUse> uses, bool published)
    {
        var pools = new Dictionary<string, Dictionary<string, long>>(StringComparer.Ordinal);
        foreach (var use in uses)
        {
            if (!pools.ContainsKey(use.Namespace))
            {
                var gpus = quota.GetValueOrDefault(use.Namespace) ?? quota.GetValueOrDefault(GpuQuota.DefaultNamespace);
                pools[use.Namespace] = gpus is null ? new Dictionary<string, long>(Comparer(published)) : Pool(gpus, published);
            }
        }

        return pools;
    }

    private static Dictionary<string, long> Pool(ImmutableDictionary<string, int> gpus, bool published)
    {
        var pool = new Dictionary<string, long>(Comparer(published));
        foreach (var (name, count) in gpus)
        {
            Add(pool, published ? name : AcceleratorName.Normalize(name) ?? "", count);
        }

        return pool;
    }

    private static void Add(Dictionary<string, long> pool, string type, int gpus)
    {
        var before = pool.GetValueOrDefault(type);
        pool[type] = gpus == GpuQuota.Unlimited || before == GpuLayer.Unlimited ? GpuLayer.Unlimited : before + Math.Max(0, gpus);
    }

    private static void Use(Dictionary<string, long>? pool, string? type, long gpus)
    {
        if (pool is not null && type is not null && pool.TryGetValue(type, out var left) && left != GpuLayer.Unlimited)
        {
            pool[type] = Math.Max(left - gpus, GpuLayer.Fewest);
        }
    }

    /// <summary>Where more is held than there is, nothing is left.</summary>
    private static Dictionary<string, long> Floored(Dictionary<string, long> pool)
    {
        foreach (var type in pool.Keys.ToArray())
        {
            pool[type] = Math.Max(0, pool[type]);
        }

        return pool;
    }

    private static StringComparer Comparer(bool published) => published ? StringComparer.Ordinal : StringComparer.OrdinalIgnoreCase;
}
