using Wva.Scaling.Analysis;
using Wva.Scaling.Analysis.Pools;
using Wva.Scaling.Inputs;

namespace Wva.Scaling.Zero;

/// <summary>
/// From zero on requests that wait: one replica of the cheapest variant that may have one, and GPUs for it, where the published autoscaler wakes all
/// of them past every limit (weakness W28). Where nobody does both parts of a request, one of each part, together or not at all.
/// </summary>
internal static class FromZero
{
    private static readonly Role[] Alone = [Role.Both];
    private static readonly Role[] Together = [Role.Decode, Role.Prefill];

    /// <summary>Wakes a model that has nothing and is to have nothing; the reason for each variant that it changed.</summary>
    /// <param name="model">The model.</param>
    /// <param name="now">Now.</param>
    /// <param name="targets">By variant.</param>
    /// <param name="pools">GPUs that are left, from which it takes; null where nothing limits.</param>
    public static Reason?[] Wake(ModelSnapshot model, DateTimeOffset now, int[] targets, GpuPools? pools)
    {
        var reasons = new Reason?[targets.Length];
        if (Waiting(model) is not { } waiting || !IsAtZero(model, targets))
        {
            return reasons;
        }

        var found = Pick(model, now, Alone, pools) ?? Pick(model, now, Together, pools);
        foreach (var i in found ?? [])
        {
            targets[i] = 1;
            reasons[i] = Because(ReasonCodes.FromZero, FormattableString.Invariant($"{waiting}, and this is the cheapest variant that may have a replica"));
            var spec = model.Variants[i].Spec;
            pools?.Take(model.Namespace, pools.NameOf(spec.Accelerator), spec.GpusCounted, spec.Cost, 1);
        }

        if (found is null)
        {
            Array.Fill(reasons, Because(ReasonCodes.NobodyToWake, FormattableString.Invariant($"{waiting}, and no variant may have a replica: each is at its max, held by an operator, or without GPUs or money for one")));
        }

        return reasons;
    }

    /// <summary>The cheapest variant that may have a replica; below 0 where none may.</summary>
    /// <param name="model">The model.</param>
    /// <param name="now">Now.</param>
    /// <param name="role">Its role; null is any.</param>
    /// <param name="pools">GPUs that are left; null where nothing limits.</param>
    /// <param name="zeroIsPrice">Whether a cost of 0 is the least there is; else it counts as none given.</param>
    public static int Cheapest(ModelSnapshot model, DateTimeOffset now, Role? role, GpuPools? pools, bool zeroIsPrice)
    {
        var best = -1;
        for (var i = 0; i < model.Variants.Length; i++)
        {
            if (MayWake(model.Variants[i], now, role, pools) && (best < 0 || Compare(model.Variants[i].Spec, model.Variants[best].Spec, zeroIsPrice) < 0))
            {
                best = i;
            }
        }

        return best;
    }

    /// <summary>One variant a role, all or none.</summary>
    private static int[]? Pick(ModelSnapshot model, DateTimeOffset now, Role[] roles, GpuPools? pools)
    {
        var found = new List<int>(roles.Length);
        foreach (var role in roles)
        {
            if (Cheapest(model, now, role, pools, zeroIsPrice: true) is >= 0 and var variant)
            {
                found.Add(variant);
            }
            else if (roles.Length == 1 || HasRole(model, role))
            {
                return null;
            }
        }

        return found.Count == 0 ? null : [.. found];
    }

    private static string? Waiting(ModelSnapshot model)
    {
        if (model.SchedulerQueue is { Requests: > 0 } queue)
        {
            return FormattableString.Invariant($"{queue.Requests:0.#} requests are queued at the router");
        }

        double waiting = 0;
        foreach (var variant in model.Variants)
        {
            foreach (var replica in variant.Replicas.IsDefault ? [] : variant.Replicas)
            {
                waiting += !replica.Stale && replica.State is not ReplicaState.Serving && replica.Waiting is > 0 and var requests ? requests : 0;
            }
        }

        return waiting > 0 ? FormattableString.Invariant($"{waiting:0.#} requests wait") : null;
    }

    private static bool IsAtZero(ModelSnapshot model, int[] targets)
    {
        for (var i = 0; i < targets.Length; i++)
        {
            if (targets[i] > 0 || model.Variants[i].Current > 0)
            {
                return false;
            }
        }

        return true;
    }

    private static bool HasRole(ModelSnapshot model, Role role)
    {
        foreach (var variant in model.Variants)
        {
            if (variant.Spec.Role == role)
            {
                return true;
            }
        }

        return false;
    }

    private static bool MayWake(VariantSnapshot variant, DateTimeOffset now, Role? role, GpuPools? pools)
    {
        var spec = variant.Spec;
        return (role is null || spec.Role == role) && spec.Max is null or > 0 && !variant.StockOut && OperatorWord.Of(variant.OperatorHold, published: 0, now) is null or { Target: > 0 }
            && (pools is null || pools.Room(spec.Key.Namespace, pools.NameOf(spec.Accelerator), spec.GpusCounted, spec.Cost) > 0);
    }

    private static int Compare(VariantSpec x, VariantSpec y, bool zeroIsPrice)
    {
        var byCost = Cost(x, zeroIsPrice).CompareTo(Cost(y, zeroIsPrice));
        return byCost != 0 ? byCost : string.CompareOrdinal(x.Key.Name, y.Key.Name);
    }

    private static double Cost(VariantSpec spec, bool zeroIsPrice)
        => double.IsFinite(spec.Cost) && (spec.Cost > 0 || (zeroIsPrice && spec.Cost == 0)) ? spec.Cost : VariantSpec.DefaultCost;

    private static Reason Because(string code, string message) => new(Stages.Zero, code, message);
}
