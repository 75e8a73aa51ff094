using System.Globalization;
using Wva.Scaling.Analysis.Pools;

namespace Wva.Scaling.Mix;

/// <summary>Which limit that models share kept a variant from growing as the load asks.</summary>
internal static class LimitReasons
{
    /// <summary>Whether one stopped a variant.</summary>
    /// <param name="outcome">What the optimiser made of its model.</param>
    /// <param name="index">Its place.</param>
    public static bool IsStopped(MixOutcome outcome, int index)
        => outcome.Rescale is not null || (!outcome.IsShortOfMoney.IsEmpty && (outcome.IsShortOfMoney[index] || outcome.IsShortOfGpus[index]));

    /// <summary>The limit that stopped a variant.</summary>
    /// <param name="model">The model.</param>
    /// <param name="outcome">What the optimiser made of it.</param>
    /// <param name="pools">What is left after all models.</param>
    /// <param name="index">Place of the variant.</param>
    /// <param name="replicas">Replicas that were wanted, and that it gets.</param>
    public static Reason Of(MixModel model, MixOutcome outcome, GpuPools pools, int index, (int Wanted, int Got) replicas)
        => outcome.Rescale is { } share ? Because(ReasonCodes.Rescaled, replicas, string.Create(
                CultureInfo.InvariantCulture,
                $"models that compete for {share.Budget} GPUs of type {share.Type} need {share.Demand}, and {share.Share} of them are this model's by priority and demand"))
            : outcome.IsShortOfMoney[index] ? Because(ReasonCodes.CostCap, replicas, string.Create(
                CultureInfo.InvariantCulture, $"{model.Namespace} may cost {pools.Budget?.Cap(model.Namespace):0.##} an hour"))
            : Because(ReasonCodes.GpuLimit, replicas, Gpus(model, pools, index));

    private static string Gpus(MixModel model, GpuPools pools, int index)
    {
        var variant = model.Variants[index];
        var type = pools.NameOf(variant.Accelerator);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{pools.Tightest(model.Namespace, type)?.Name ?? "the limiter"} has {pools.Free(model.Namespace, type)} GPUs of type {type ?? "unknown"} left, {variant.GpusPerReplica} a replica");
    }

    private static Reason Because(string code, (int Wanted, int Got) replicas, string limit)
        => new(Stages.Limits, code, string.Create(CultureInfo.InvariantCulture, $"{replicas.Wanted} were wanted; {limit}: {replicas.Got}"));
}
