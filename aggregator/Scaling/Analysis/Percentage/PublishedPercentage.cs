using System.Collections.Immutable;
using System.Globalization;
using Wva.Scaling.Inputs;

namespace Wva.Scaling.Analysis.Percentage;

/// <summary>The published percentage analyzer, weaknesses included: mean spare of the replicas that are not saturated against two triggers (W20).</summary>
internal static class PublishedPercentage
{
    /// <summary>With fewer replicas that are not saturated nothing is taken in.</summary>
    private const int FewestForScaleIn = 2;

    private static readonly Role[] Roles = [Role.Both, Role.Decode, Role.Prefill];

    /// <summary>The roles of which some replica has a row; a variant without rows is in none, and nothing is decided for it.</summary>
    /// <param name="model">The model.</param>
    /// <param name="policy">The model's own policy.</param>
    public static ImmutableArray<PublishedGroup> Analyze(ModelSnapshot model, ScalingPolicy policy)
    {
        var groups = ImmutableArray.CreateBuilder<PublishedGroup>(1);
        foreach (var role in Roles)
        {
            var variants = ImmutableArray.CreateBuilder<PublishedSpare>(model.Variants.Length);
            foreach (var variant in model.Variants)
            {
                if (RoleOf(variant) == role && PublishedSpare.Of(variant, policy) is { } spare)
                {
                    variants.Add(spare);
                }
            }

            if (variants.Count > 0)
            {
                groups.Add(Group(role, variants.DrainToImmutable(), policy));
            }
        }

        return groups.DrainToImmutable();
    }

    private static Role RoleOf(VariantSnapshot variant) => Enum.IsDefined(variant.Spec.Role) ? variant.Spec.Role : Role.Both;

    private static PublishedGroup Group(Role role, ImmutableArray<PublishedSpare> variants, ScalingPolicy policy)
    {
        double kv = 0, queue = 0;
        int unsaturated = 0, saturated = 0;
        foreach (var variant in variants)
        {
            kv += variant.SpareKv * variant.Unsaturated;
            queue += variant.SpareQueue * variant.Unsaturated;
            unsaturated += variant.Unsaturated;
            saturated += variant.Saturated;
        }

        (kv, queue) = unsaturated > 0 ? (kv / unsaturated, queue / unsaturated) : (0, 0);
        bool kvLow = kv < policy.KvSpareTrigger, queueLow = queue < policy.QueueSpareTrigger;
        var isSafe = IsSafe(policy.KvCacheThreshold, kv, policy.KvSpareTrigger, unsaturated) && IsSafe(policy.QueueLengthThreshold, queue, policy.QueueSpareTrigger, unsaturated);
        return new PublishedGroup
        {
            Role = role,
            Variants = variants,
            SpareKv = kv,
            SpareQueue = queue,
            ScaleUp = kvLow || queueLow,
            ScaleInSafe = isSafe,
            Reason = new Reason(Stages.Analysis, ReasonCodes.SpareMeasured, string.Create(
                CultureInfo.InvariantCulture,
                $"mean spare of {unsaturated} replicas ({saturated} more are saturated): KV cache {kv:0.###} ({Word(kvLow)} the trigger of {policy.KvSpareTrigger}), queue {queue:0.##} ({Word(queueLow)} the trigger of {policy.QueueSpareTrigger}); one fewer is {(isSafe ? "safe" : "not safe")}")),
        };
    }

    /// <summary>What is spare once the load of n replicas lies on n - 1.</summary>
    private static bool IsSafe(double threshold, double spare, double trigger, int unsaturated)
        => unsaturated >= FewestForScaleIn && threshold - ((threshold - spare) * unsaturated / (unsaturated - 1)) >= trigger;

    private static string Word(bool isLow) => isLow ? "under" : "not under";
}
