using Wva.Scaling.Inputs;

namespace Wva.Scaling.Analysis.Percentage;

/// <summary>How much room the replicas of a variant have left, as the published percentage analyzer sees it. A saturated replica has none and counts in no mean.</summary>
internal sealed record PublishedSpare
{
    /// <summary>The variant.</summary>
    public required VariantSnapshot Variant { get; init; }

    /// <summary>Mean spare share of KV cache over replicas that are not saturated; 0 where all are.</summary>
    public required double SpareKv { get; init; }

    /// <summary>Mean spare queue length over replicas that are not saturated; 0 where all are.</summary>
    public required double SpareQueue { get; init; }

    /// <summary>Mean use of the KV cache over all replicas.</summary>
    public required double MeanKv { get; init; }

    /// <summary>Most use of the KV cache.</summary>
    public required double MostKv { get; init; }

    /// <summary>Most requests waiting.</summary>
    public required double MostQueue { get; init; }

    /// <summary>Replicas that are not saturated.</summary>
    public required int Unsaturated { get; init; }

    /// <summary>Replicas that are.</summary>
    public required int Saturated { get; init; }

    /// <summary>Replicas asked for now.</summary>
    public int Current => Math.Max(0, Variant.Current);

    /// <summary>The number that was asked for and is not there yet; null where nothing is under way.</summary>
    public int? UnderWay => Variant.Desired is { } desired and not 0 && desired != Variant.Current ? desired : null;

    /// <summary>Means over the rows of a variant; null where it has none, and then it is not analysed.</summary>
    public static PublishedSpare? Of(VariantSnapshot variant, ScalingPolicy policy)
    {
        double spareKv = 0, spareQueue = 0, sumKv = 0, mostKv = 0, mostQueue = 0;
        int saturated = 0, unsaturated = 0;
        foreach (var row in variant.Replicas.IsDefault ? [] : variant.Replicas)
        {
            if (!PublishedRows.IsRow(row))
            {
                continue;
            }

            double kv = PublishedRows.KvUsage(row), queue = PublishedRows.Waiting(row);
            (sumKv, mostKv, mostQueue) = (sumKv + kv, Math.Max(mostKv, kv), Math.Max(mostQueue, queue));
            if (kv >= policy.KvCacheThreshold || queue >= policy.QueueLengthThreshold)
            {
                saturated++;
                continue;
            }

            unsaturated++;
            spareKv += policy.KvCacheThreshold - kv;
            spareQueue += policy.QueueLengthThreshold - queue;
        }

        var rows = saturated + unsaturated;
        return rows == 0 ? null : new PublishedSpare
        {
            Variant = variant,
            SpareKv = unsaturated > 0 ? spareKv / unsaturated : 0,
            SpareQueue = unsaturated > 0 ? spareQueue / unsaturated : 0,
            MeanKv = sumKv / rows,
            MostKv = mostKv,
            MostQueue = mostQueue,
            Unsaturated = unsaturated,
            Saturated = saturated,
        };
    }
}
