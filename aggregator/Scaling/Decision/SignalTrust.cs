using Wva.Scaling.Analysis;
using Wva.Scaling.Inputs;
using Wva.Scaling.Mix;

namespace Wva.Scaling.Decision;

/// <summary>The share of the replicas that serve, or should, of which everything that sizes the variant is there and fresh; null where nothing serves and nothing should.</summary>
internal static class SignalTrust
{
    /// <summary>By the analyzer that sized it; where none did, by the tokens if they were counted. What is given counts as fresh and complete.</summary>
    public static double? Of(VariantMix mix) => mix.Standing.IsGiven ? 1 : Share(mix.Standing.Snapshot, mix.Standing.Pods.Serving, mix.Complete);

    /// <summary>In the published setting, whose analyzers ask for no freshness: a reader of the record still does.</summary>
    /// <param name="variant">The variant.</param>
    /// <param name="policy">The model's policy.</param>
    /// <param name="perReplica">Capacity of one replica, 0 where unknown; null where the percentages decide.</param>
    public static double? Of(VariantSnapshot variant, ScalingPolicy policy, double? perReplica)
    {
        var pods = PodCounter.Count(ReplicaOrder.Sorted(variant.Replicas).AsSpan(), policy);
        return Share(variant, pods.Serving, perReplica <= 0 ? 0 : pods.Fresh);
    }

    private static double? Share(VariantSnapshot variant, int serving, int complete)
    {
        var expected = Math.Max(serving, Math.Max(0, variant.Current) - Math.Max(0, variant.Pending));
        return expected <= 0 ? null : (double)complete / expected;
    }
}
