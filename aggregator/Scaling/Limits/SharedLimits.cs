using System.Collections.Immutable;
using System.Globalization;
using Wva.Scaling.Analysis;
using Wva.Scaling.Analysis.Pools;

namespace Wva.Scaling.Limits;

/// <summary>
/// The last pass of the default setting over what is shared: GPUs and cost. First all minimums are charged, which no limit takes; then growth in the
/// order priority, cost, name; first by GPUs, then by the namespace's cost. Only whole replicas are charged (weakness W25).
/// </summary>
internal static class SharedLimits
{
    /// <summary>What is left of each request, in their order.</summary>
    /// <param name="requests">All variants of the fleet.</param>
    /// <param name="pools">GPUs and money that are left beyond what all of them hold, from which it takes.</param>
    public static ImmutableArray<LimitedGrowth> Apply(ImmutableArray<GrowthRequest> requests, GpuPools pools)
    {
        var results = new LimitedGrowth[requests.Length];
        var growing = Growing(requests, results);
        foreach (var i in growing)
        {
            results[i] = new LimitedGrowth(Floor(requests[i]), Charge(requests[i], pools));
        }

        foreach (var i in growing)
        {
            results[i] = requests[i].Target > results[i].Target ? Grow(requests[i], results[i], pools) : results[i];
        }

        return [.. results];
    }

    /// <summary>Those that grow, in their order; what the others want stands.</summary>
    private static List<int> Growing(ImmutableArray<GrowthRequest> requests, LimitedGrowth[] results)
    {
        var growing = new List<int>();
        for (var i = 0; i < requests.Length; i++)
        {
            results[i] = new LimitedGrowth(requests[i].Target, []);
            if (requests[i].Target > requests[i].Held)
            {
                growing.Add(i);
            }
        }

        growing.Sort((x, y) => Compare(requests[x], requests[y]));
        return growing;
    }

    /// <summary>What is there already, or the min where that is more: it is the user's word and may go over a limit.</summary>
    private static int Floor(GrowthRequest request) => Math.Max(request.Held, Math.Min(request.Min, request.Target));

    private static ImmutableArray<Reason> Charge(GrowthRequest request, GpuPools pools)
    {
        var more = Floor(request) - request.Held;
        if (more <= 0)
        {
            return [];
        }

        var type = pools.NameOf(request.Accelerator);
        var over = Over(request, type, more, pools);
        pools.Take(request.Key.Namespace, type, request.GpusPerReplica, request.Cost, more);
        if (over is null)
        {
            return [];
        }

        var kept = Because(ReasonCodes.MinOverLimit, string.Create(CultureInfo.InvariantCulture, $"min {request.Min} is kept, though {over}"));
        return request.Scheduled is { } scheduled ? [Schedule.Because(scheduled, request.Held), kept] : [kept];
    }

    /// <summary>The limit that so many more go over; null where none.</summary>
    private static string? Over(GrowthRequest request, string? type, int more, GpuPools pools)
    {
        var free = pools.Free(request.Key.Namespace, type);
        return free / request.GpusPerReplica < more ? string.Create(
                CultureInfo.InvariantCulture, $"{pools.Tightest(request.Key.Namespace, type)?.Name} leaves {free} GPUs of type {type ?? "unknown"}, {request.GpusPerReplica} a replica")
            : pools.Budget?.Affordable(request.Key.Namespace, request.Cost) < more ? string.Create(
                CultureInfo.InvariantCulture, $"{request.Key.Namespace} may cost {pools.Budget.Cap(request.Key.Namespace):0.##} an hour")
            : null;
    }

    private static LimitedGrowth Grow(GrowthRequest request, LimitedGrowth before, GpuPools pools)
    {
        var reasons = before.Reasons;
        var more = (long)request.Target - before.Target;
        var type = pools.NameOf(request.Accelerator);
        if (pools.Free(request.Key.Namespace, type) is < GpuLayer.Unlimited and var free && free / request.GpusPerReplica < more)
        {
            more = free / request.GpusPerReplica;
            reasons = reasons.Add(Because(ReasonCodes.GpuLimit, string.Create(
                CultureInfo.InvariantCulture,
                $"{request.Target} were wanted; {pools.Tightest(request.Key.Namespace, type)?.Name} leaves {free} GPUs of type {type ?? "unknown"}, {request.GpusPerReplica} a replica: {before.Target + more}")));
        }

        if (pools.Budget is { } budget && budget.Affordable(request.Key.Namespace, request.Cost) is var affordable && affordable < more)
        {
            more = affordable;
            reasons = reasons.Add(Because(ReasonCodes.CostCap, string.Create(
                CultureInfo.InvariantCulture,
                $"{request.Target} were wanted; {request.Key.Namespace} may cost {budget.Cap(request.Key.Namespace):0.##} an hour: {before.Target + more}")));
        }

        pools.Take(request.Key.Namespace, type, request.GpusPerReplica, request.Cost, more);
        return new LimitedGrowth((int)(before.Target + more), reasons);
    }

    private static int Compare(GrowthRequest x, GrowthRequest y)
    {
        var byPriority = y.Priority.CompareTo(x.Priority);
        var byCost = byPriority != 0 ? byPriority : x.Cost.CompareTo(y.Cost);
        return byCost != 0 ? byCost : RequestOrder.ByName(x, y);
    }

    private static Reason Because(string code, string message) => new(Stages.Limits, code, message);
}
