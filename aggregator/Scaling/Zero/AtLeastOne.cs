using Wva.Scaling.Analysis.Pools;
using Wva.Scaling.Inputs;

namespace Wva.Scaling.Zero;

/// <summary>
/// A role that has replicas keeps one, on the cheapest variant that has one, so that nothing moves for it; a model that may not go to zero has one on
/// the cheapest variant that GPUs are left for. It runs before the limits (weakness U2); a cost of 0 is no price there and counts as 10, as published.
/// </summary>
internal static class AtLeastOne
{
    /// <summary>Raises targets where nothing would be left; the reason for each that it changed.</summary>
    /// <param name="model">The model.</param>
    /// <param name="now">Now.</param>
    /// <param name="mayBeEmpty">Whether a model without replicas may stay so.</param>
    /// <param name="targets">By variant.</param>
    /// <param name="pools">GPUs that are left, from which it takes; null where nothing limits.</param>
    public static Reason?[] Keep(ModelSnapshot model, DateTimeOffset now, bool mayBeEmpty, int[] targets, GpuPools? pools)
    {
        var reasons = new Reason?[targets.Length];
        for (var role = Role.Both; role <= Role.Prefill; role++)
        {
            if (Keeper(model, role, targets) is >= 0 and var keeper)
            {
                targets[keeper] = 1;
                reasons[keeper] = Because("nothing is asked of the role group; its last replica stays here");
            }
        }

        if (!mayBeEmpty && Array.TrueForAll(targets, t => t <= 0) && First(model, now, pools) is >= 0 and var first)
        {
            targets[first] = 1;
            reasons[first] = Because("the model may not go to zero: its cheapest variant has one replica");
            var spec = model.Variants[first].Spec;
            pools?.Take(model.Namespace, pools.NameOf(spec.Accelerator), spec.GpusCounted, spec.Cost, 1);
        }

        return reasons;
    }

    /// <summary>The cheapest that GPUs are left for; the cheapest at all where there are none, for the limits to say so.</summary>
    private static int First(ModelSnapshot model, DateTimeOffset now, GpuPools? pools)
        => FromZero.Cheapest(model, now, role: null, pools, zeroIsPrice: false) is >= 0 and var found
            ? found
            : FromZero.Cheapest(model, now, role: null, pools: null, zeroIsPrice: false);

    /// <summary>Who keeps the last replica of a role; below 0 where some stay, or there are none.</summary>
    private static int Keeper(ModelSnapshot model, Role role, int[] targets)
    {
        var best = -1;
        for (var i = 0; i < targets.Length; i++)
        {
            var spec = model.Variants[i].Spec;
            if (spec.Role != role)
            {
                continue;
            }

            if (targets[i] > 0)
            {
                return -1;
            }

            var has = model.Variants[i].Current > 0 && spec.Max is null or > 0;
            best = has && (best < 0 || IsBefore(spec, model.Variants[best].Spec)) ? i : best;
        }

        return best;
    }

    private static bool IsBefore(VariantSpec x, VariantSpec y)
        => x.Cost != y.Cost ? x.Cost < y.Cost : string.CompareOrdinal(x.Key.Name, y.Key.Name) < 0;

    private static Reason Because(string message) => new(Stages.Zero, ReasonCodes.LastReplicaKept, message);
}
