using Wva.Scaling.Analysis.Pools;
using Wva.Scaling.Inputs;

namespace Wva.Scaling.Zero;

/// <summary>The whole rule of zero in the default setting, on one reading of the load: to zero, from zero, and never under one.</summary>
internal static class ZeroRule
{
    /// <summary>Changes a model's targets; the reason for each that it changed, or would have.</summary>
    /// <param name="model">The model.</param>
    /// <param name="policy">Its rule of zero.</param>
    /// <param name="targets">By variant, as the mix has them.</param>
    /// <param name="pools">GPUs that are left, from which it takes; null where nothing limits.</param>
    public static Reason?[] Apply(ModelSnapshot model, ScaleToZeroPolicy policy, int[] targets, GpuPools? pools)
    {
        var verdict = ToZero.Judge(model, policy);
        if (verdict.Allowed)
        {
            Array.Clear(targets);
            return [.. Enumerable.Repeat(verdict.Reason, targets.Length)];
        }

        var woken = policy.Enabled ? FromZero.Wake(model, targets, pools) : new Reason?[targets.Length];
        var kept = AtLeastOne.Keep(model, mayBeEmpty: policy.Enabled || ToZero.HasMin(model), targets, pools);
        return [.. woken.Select((w, i) => kept[i] ?? w ?? verdict.Reason)];
    }
}
