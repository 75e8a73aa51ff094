using Wva.Scaling.Analysis.Pools;

namespace Wva.Scaling.Mix;

/// <summary>
/// GPUs of one type that do not suffice for all who want them are shared by priority and demand. Whoever holds more gives up replicas now, who
/// holds fewer gets what is free now; what is given up is not spent before a later cycle.
/// </summary>
internal static class Rescale
{
    /// <summary>Rescales every group of models that compete; returns the models that are done with, and their shares.</summary>
    /// <param name="works">The models; null where nothing is decided.</param>
    /// <param name="pools">GPUs that are left, from which it takes.</param>
    /// <param name="scopes">Where it is on.</param>
    public static Dictionary<MixWork, RescaleShare> Run(MixWork?[] works, GpuPools pools, RescaleScopes scopes)
    {
        var handled = new Dictionary<MixWork, RescaleShare>();
        if (!scopes.Cluster && scopes.Namespaces.IsEmpty)
        {
            return handled;
        }

        foreach (var (_, claims) in Groups(works, pools, scopes))
        {
            Contest(claims, pools, handled);
        }

        return handled;
    }

    private static SortedDictionary<(string Scope, string Type), List<RescaleClaim>> Groups(MixWork?[] works, GpuPools pools, RescaleScopes scopes)
    {
        var groups = new SortedDictionary<(string Scope, string Type), List<RescaleClaim>>(Comparer<(string Scope, string Type)>.Create(
            (x, y) => string.CompareOrdinal(x.Scope, y.Scope) is not 0 and var byScope ? byScope : string.Compare(x.Type, y.Type, StringComparison.OrdinalIgnoreCase)));
        foreach (var work in works)
        {
            if (work is null || RescaleClaim.Of(work, pools) is not { } claim)
            {
                continue;
            }

            var isOwn = pools.LeftOfNamespace(work.Model.Namespace, claim.Type) is not null;
            if (isOwn ? scopes.Namespaces.Contains(work.Model.Namespace) : scopes.Cluster)
            {
                var key = (isOwn ? work.Model.Namespace : "", claim.Type);
                groups.TryAdd(key, []);
                groups[key].Add(claim);
            }
        }

        return groups;
    }

    private static void Contest(List<RescaleClaim> claims, GpuPools pools, Dictionary<MixWork, RescaleShare> handled)
    {
        var first = claims[0];
        var free = pools.LeftOfNamespace(first.Work.Model.Namespace, first.Type) ?? pools.LeftOfCluster(first.Type);
        if (free is < 0 or GpuLayer.Unlimited)
        {
            return;
        }

        var budget = free + claims.Sum(c => c.Held);
        var demand = claims.Sum(c => c.Demand);
        if (demand <= budget)
        {
            return;
        }

        claims.Sort((x, y) => ByName(x.Work.Model, y.Work.Model));
        var shares = WaterFill.Share(
            budget, [.. claims.Select(c => c.Floor)], [.. claims.Select(c => c.Cap(budget))], [.. claims.Select(c => c.Weight)]);
        var byPriority = Enumerable.Range(0, claims.Count).OrderByDescending(i => Vote.Sane(claims[i].Work.Model.Priority)); // stable: then by name
        foreach (var place in byPriority)
        {
            Move(claims[place], claims[place].Split(shares[place]), pools);
            handled[claims[place].Work] = new RescaleShare(first.Type, budget, demand, shares[place]);
        }
    }

    private static void Move(RescaleClaim claim, long[] gpus, GpuPools pools)
    {
        for (var role = 0; role < Vote.Roles; role++)
        {
            var held = Held(claim, role, pools);
            if (held > gpus[role])
            {
                GiveUp(claim, role, held - gpus[role], pools);
            }
            else if (held < gpus[role])
            {
                Fill(claim, role, gpus[role] - held, pools);
            }
        }
    }

    /// <summary>Whole replicas, most expensive first, with the guards of scaling in.</summary>
    private static void GiveUp(RescaleClaim claim, int role, long over, GpuPools pools)
    {
        var work = claim.Work;
        var order = TakeIn.Order(work, role);
        var earlier = false;
        for (var at = 0; at < order.Length; at++)
        {
            var variant = order[at];
            var spec = work.Model.Variants[variant];
            if (claim.Has(variant, pools))
            {
                var fewer = Math.Min((long)work.Targets[variant] - Math.Max(0, spec.Min), over / spec.GpusPerReplica);
                fewer = at == order.Length - 1 && !earlier && work.Targets[variant] - fewer < 1 ? Math.Min(fewer, work.Targets[variant] - 1L) : fewer;
                fewer = Math.Max(0, fewer);
                work.Targets[variant] -= (int)fewer;
                over -= fewer * spec.GpusPerReplica;
            }

            earlier |= work.Targets[variant] > 0;
        }
    }

    /// <summary>Whole replicas, cheapest first, from what is free now.</summary>
    private static void Fill(RescaleClaim claim, int role, long under, GpuPools pools)
    {
        var work = claim.Work;
        foreach (var variant in work.Order(role))
        {
            if (!claim.Has(variant, pools))
            {
                continue;
            }

            var spec = work.Model.Variants[variant];
            var room = Math.Min(under / spec.GpusPerReplica, pools.Room(work.Model.Namespace, claim.Type, spec.GpusPerReplica, spec.Cost));
            var more = Math.Clamp(room, 0, Math.Max(0, (long)spec.Max - work.Targets[variant]));
            work.Targets[variant] += (int)more;
            under -= more * spec.GpusPerReplica;
            pools.Take(work.Model.Namespace, claim.Type, spec.GpusPerReplica, spec.Cost, more);
        }
    }

    private static long Held(RescaleClaim claim, int role, GpuPools pools)
    {
        long held = 0;
        for (var i = 0; i < claim.Work.Targets.Length; i++)
        {
            var spec = claim.Work.Model.Variants[i];
            held += (int)spec.Role == role && claim.Has(i, pools) ? (long)claim.Work.Targets[i] * spec.GpusPerReplica : 0;
        }

        return held;
    }

    private static int ByName(MixModel x, MixModel y)
    {
        var byNamespace = string.CompareOrdinal(x.Namespace, y.Namespace);
        return byNamespace != 0 ? byNamespace : string.CompareOrdinal(x.ModelId, y.ModelId);
    }
}
