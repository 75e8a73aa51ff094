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
        => outcome.Rescale is not null || (!outcome.IsShortOfMoney.IsEmpty && (outcome.ShortOfGpus[index] is not null || outcome.IsShortOfMoney[index]));

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
            : outcome.ShortOfGpus[index] is { } shortage ? Because(ReasonCodes.GpuLimit, replicas, string.Create(
                CultureInfo.InvariantCulture,
                $"{shortage.Limit} has {shortage.Free} GPUs of type {pools.NameOf(model.Variants[index].Accelerator) ?? "unknown"} left, {model.Variants[index].GpusPerReplica} a replica"))
            : Because(ReasonCodes.CostCap, replicas, string.Create(CultureInfo.InvariantCulture, $"{model.Namespace} may cost {pools.Budget?.Cap(model.Namespace):0.##} an hour"));

    private static Reason Because(string code, (int Wanted, int Got) replicas, string limit)
        => new(Stages.Limits, code, string.Create(CultureInfo.InvariantCulture, $"{replicas.Wanted} were wanted; {limit}: {replicas.Got}"));
}
