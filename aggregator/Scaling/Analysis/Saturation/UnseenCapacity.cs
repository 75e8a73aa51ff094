using Wva.Scaling.Inputs;

namespace Wva.Scaling.Analysis.Saturation;

/// <summary>Capacity of a variant none of whose replicas serves: by its memory where that is known, else by its arguments, and then no more than any sibling is seen to hold.</summary>
internal static class UnseenCapacity
{
    public static TokenSupply Of(TokenVariant variant, Workload requests, double leastOfSiblings, ScalingPolicy policy)
    {
        var perReplica = PerReplica(variant, requests, leastOfSiblings, policy);
        return new TokenSupply(0, variant.Standing.ToCome, perReplica, perReplica > 0 ? CapacitySources.Stored : CapacitySources.None);
    }

    private static double PerReplica(TokenVariant variant, Workload requests, double leastOfSiblings, ScalingPolicy policy)
    {
        if (variant.Memory.PerRank > 0)
        {
            return RankTokens.Unseen(variant, requests.InputTokens, requests.OutputTokens, policy) * variant.Memory.RanksPerPod;
        }

        var estimate = variant.Settings is { } settings
            ? Tokens.SteadyState(settings.EffectiveBatchedTokens, settings.MaxSequences, requests.InputTokens, requests.OutputTokens)
            : 0;
        return Math.Min(estimate, leastOfSiblings);
    }
}
