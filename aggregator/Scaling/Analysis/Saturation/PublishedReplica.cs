using Wva.Scaling.Inputs;

namespace Wva.Scaling.Analysis.Saturation;

/// <summary>Capacity and demand of one row (a rank) as published.</summary>
/// <param name="Effective">Capacity, tokens.</param>
/// <param name="Demand">Tokens resident and tokens that wait.</param>
/// <param name="Source">Where the capacity comes from; see <see cref="CapacitySources"/>.</param>
internal readonly record struct PublishedReplica(double Effective, double Demand, string Source)
{
    public bool IsSaturated => Demand >= Effective;

    /// <summary>The row; null where its capacity is not known. Changes the store, so the order of rows matters.</summary>
    public static PublishedReplica? Of(ReplicaSnapshot row, VariantSnapshot variant, ModelSnapshot model, ScalingPolicy policy, PublishedStore store)
    {
        var usage = PublishedRows.KvUsage(row);
        var queue = PublishedRows.Waiting(row);
        double input = Tokens.OrZero(row.AvgInputTokens), output = Tokens.OrZero(row.AvgOutputTokens);
        var waiting = Tokens.Waiting(queue, variant.Spec.Role is Role.Prefill, input, output);
        var total = Tokens.Whole(row.KvCapacityTokens ?? 0);
        if (total <= 0)
        {
            return WithoutCapacity(usage, waiting, store.Find(model, variant)?.Record, policy);
        }

        var resident = row.TokensInUse is { } tokens ? Tokens.Whole(tokens) : Tokens.Whole(Math.Round(usage * total, MidpointRounding.AwayFromZero));
        var memory = Tokens.Whole(total * policy.KvCacheThreshold);
        var (compute, source) = Compute(queue, resident, input, output);
        var effective = Math.Min(memory, compute);
        store.Show(model, variant, effective, total);
        return new PublishedReplica(effective, resident + waiting, source);

        (double Tokens, string Source) Compute(double queued, double inUse, double inputTokens, double outputTokens)
        {
            if (queued >= Math.Truncate(policy.QueueLengthThreshold) && inUse > 0)
            {
                store.Histories.Add(model.ModelId, variant.Spec, outputTokens, inUse);
                return (inUse, CapacitySources.Observed);
            }

            if (store.Histories.Mean(model.ModelId, variant.Spec, outputTokens) is > 0 and var mean)
            {
                return (Tokens.Whole(mean), CapacitySources.History);
            }

            var derived = store.Find(model, variant)?.Settings is { } settings
                ? Tokens.SteadyState(settings.EffectiveBatchedTokens, settings.MaxSequences, inputTokens, outputTokens)
                : 0;
            return derived > 0 ? (derived, CapacitySources.Derived) : (memory, CapacitySources.Memory);
        }
    }

    /// <summary>The engine does not say how large its KV cache is: what is stored stands for it, even where that is the tokens of one step (W9).</summary>
    private static PublishedReplica? WithoutCapacity(double usage, double waiting, PublishedCapacity? stored, ScalingPolicy policy)
    {
        var effective = Tokens.Whole((stored?.EffectiveTokens ?? 0) * policy.KvCacheThreshold);
        return effective > 0 ? new PublishedReplica(effective, Tokens.Whole(usage * effective) + waiting, CapacitySources.Memory) : null;
    }
}
