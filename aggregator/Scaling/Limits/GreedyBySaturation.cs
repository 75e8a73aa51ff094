using System.Collections.Immutable;
using Wva.Scaling.Analysis.Pools;

namespace Wva.Scaling.Limits;

/// <summary>
/// The published limiter of <c>percentage</c>: limit after limit, the variant with the least spare KV cache first. What is granted of a part of
/// a replica is lost (weakness W25).
/// </summary>
internal static class GreedyBySaturation
{
    /// <summary>What is left of each request, in their order.</summary>
    /// <param name="requests">The variants; those that do not grow are left as they are.</param>
    /// <param name="pools">GPUs that are left, from which it takes.</param>
    public static ImmutableArray<GrowthGrant> Apply(ImmutableArray<GrowthRequest> requests, GpuPools pools)
    {
        var grants = new GrowthGrant[requests.Length];
        for (var i = 0; i < grants.Length; i++)
        {
            grants[i] = new GrowthGrant(requests[i].Target, null);
        }

        foreach (var layer in pools.Layers)
        {
            foreach (var i in Order(requests, grants))
            {
                grants[i] = Grant(requests[i], grants[i], layer);
            }
        }

        return [.. grants];
    }

    private static List<int> Order(ImmutableArray<GrowthRequest> requests, GrowthGrant[] grants)
    {
        var growing = new List<int>();
        for (var i = 0; i < grants.Length; i++)
        {
            if (grants[i].Target > requests[i].Held)
            {
                growing.Add(i);
            }
        }

        growing.Sort((x, y) => Compare(requests[x], requests[y]));
        return growing;
    }

    private static GrowthGrant Grant(GrowthRequest request, GrowthGrant before, GpuLayer layer)
    {
        var target = Math.Min(before.Target, request.Max);
        if (target <= request.Held)
        {
            return before with { Target = target };
        }

        var type = layer.Adopts(request.Accelerator);
        var wanted = ((long)target - request.Held) * request.GpusPerReplica;
        var granted = Math.Clamp(layer.Left(request.Key.Namespace, type), 0, wanted);
        layer.Take(request.Key.Namespace, type, granted);
        var whole = request.Held + (int)(granted / request.GpusPerReplica);
        var isShort = whole < target;
        return new GrowthGrant(Math.Max(whole, request.Min), isShort ? before.LimitedBy ?? layer.Name : before.LimitedBy);
    }

    private static int Compare(GrowthRequest x, GrowthRequest y)
    {
        var bySpare = x.SpareKv.CompareTo(y.SpareKv);
        var byCost = bySpare != 0 ? bySpare : x.Cost.CompareTo(y.Cost);
        return byCost != 0 ? byCost : RequestOrder.ByName(x, y);
    }
}
