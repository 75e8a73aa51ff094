using Wva.Scaling.Inputs;
using Wva.Scaling.Mix;

namespace Wva.Scaling.Zero;

/// <summary>
/// The published rule of zero: all of a model goes to zero where no request was completed within the retention (W27), or keeps one replica of the
/// cheapest variant where it may not. A cost of 0 counts as 10 there (U2).
/// </summary>
internal static class Enforcer
{
    private const string Vllm = "vllm";

    /// <summary>Changes a model's targets; the reason for each that it changed.</summary>
    /// <param name="model">The model.</param>
    /// <param name="policy">Its rule of zero.</param>
    /// <param name="targets">By variant; null is no decision, which it leaves alone.</param>
    /// <param name="mix">The model as the optimiser saw it, which knows no cost of a variant without rows (W11); null where the percentages decided.</param>
    public static Reason?[] Apply(ModelSnapshot model, ScaleToZeroPolicy policy, int?[] targets, MixModel? mix = null)
    {
        var reasons = new Reason?[targets.Length];
        if (IsSkipped(model))
        {
            return reasons;
        }

        if (policy.Enabled)
        {
            if (model.RequestsInRetention == 0)
            {
                ToZero(policy, targets, reasons);
            }
        }
        else if (Cheapest(model, targets, mix) is >= 0 and var keeper)
        {
            targets[keeper] = 1;
            reasons[keeper] = new Reason(Stages.Zero, ReasonCodes.LastReplicaKept, "the model may not go to zero: one replica of its cheapest variant stays");
        }

        return reasons;
    }

    private static bool IsSkipped(ModelSnapshot model)
    {
        foreach (var variant in model.Variants)
        {
            if (variant.Spec.Min > 0 || !string.Equals(variant.Engine, Vllm, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    private static void ToZero(ScaleToZeroPolicy policy, int?[] targets, Reason?[] reasons)
    {
        var because = new Reason(Stages.Zero, ReasonCodes.ToZero, FormattableString.Invariant($"no request was completed within {policy.Retention.TotalSeconds:0.#} s"));
        for (var i = 0; i < targets.Length; i++)
        {
            if (targets[i] is not null and not 0)
            {
                targets[i] = 0;
                reasons[i] = because;
            }
        }
    }

    /// <summary>The variant that keeps a replica; below 0 where some have one, or nothing was decided.</summary>
    private static int Cheapest(ModelSnapshot model, int?[] targets, MixModel? mix)
    {
        var best = -1;
        for (var i = 0; i < targets.Length; i++)
        {
            if (targets[i] is not { } target)
            {
                continue;
            }

            if (target != 0)
            {
                return -1;
            }

            if (best < 0 || Compare(model, mix, i, best) < 0)
            {
                best = i;
            }
        }

        return best;
    }

    private static int Compare(ModelSnapshot model, MixModel? mix, int x, int y)
    {
        var byCost = Cost(mix?.Variants[x].Cost ?? model.Variants[x].Spec.Cost).CompareTo(Cost(mix?.Variants[y].Cost ?? model.Variants[y].Spec.Cost));
        return byCost != 0 ? byCost : string.CompareOrdinal(model.Variants[x].Spec.Key.Name, model.Variants[y].Spec.Key.Name);
    }

    private static double Cost(double given) => given > 0 ? given : VariantSpec.DefaultCost;
}
