using System.Collections.Immutable;
using Wva.Scaling.Inputs;
using Wva.Scaling.Limits;
using Wva.Scaling.Mix;

namespace Wva.Scaling.Decision;

/// <summary>The end of the chain: what is published, why, and what is remembered of it.</summary>
internal static class DecisionBuilder
{
    public static VariantDecision Build(VariantLimited limited)
    {
        var mix = limited.Held.Kept.Mix;
        return new VariantDecision
        {
            Variant = mix.Standing.Snapshot,
            Target = limited.Target,
            PublishedBefore = mix.Standing.Memory.Published,
            Wanted = limited.Held.Bound?.Wanted ?? limited.Held.Wanted,
            Action = limited.Target is not { } target || target == mix.Standing.Snapshot.Current ? ScalingAction.NoChange
                : target > mix.Standing.Snapshot.Current ? ScalingAction.ScaleUp
                : ScalingAction.ScaleDown,
            Held = limited.Held.IsHeld,
            Demand = mix.Sizing.Demand,
            RequiredCapacity = mix.Sizing.Required,
            SpareCapacity = mix.Sizing.Spare,
            PerReplicaCapacity = mix.Sizing.PerReplica,
            Reasons = Chain(limited),
            Considered = Considered(limited),
            NewestSignalAgeSeconds = mix.Group.NewestAgeSeconds,
            OldestSignalAgeSeconds = mix.Group.OldestAgeSeconds,
            Trust = SignalTrust.Of(mix),
        };
    }

    /// <summary>What to remember, null where nothing was ever published: a rise is a grant of what is not there yet.</summary>
    public static LearnedVariant? Remember(VariantLimited limited)
    {
        if (limited.Target is not { } target)
        {
            return null;
        }

        var variant = limited.Held.Kept.Mix.Standing;
        var now = limited.Held.Kept.Mix.Group.Cycle.Now;
        var memory = limited.Held.Memory;
        var grants = target > variant.Published && target > variant.Staying ? memory.Grants.Add(new Grant(now, target)) : memory.Grants;
        var bounds = variant.Snapshot.Spec.Bounds;
        return memory.Published == target && memory.PublishedAt is not null && grants == memory.Grants && memory.Bounds == bounds ? memory : memory with
        {
            Published = target,
            Bounds = bounds,
            PublishedAt = memory.Published == target ? memory.PublishedAt : now,
            Grants = grants,
        };
    }

    private static ImmutableArray<Reason> Considered(VariantLimited limited)
    {
        var considered = limited.Held.Kept.Mix.Considered;
        foreach (var reason in (ReadOnlySpan<Reason?>)[limited.Held.Kept.Refused, BoundTexts.LeftToScalerOf(limited.Held.Kept.Mix.Standing, limited.Target)])
        {
            considered = reason is null ? considered : considered.Add(reason);
        }

        return considered;
    }

    private static ImmutableArray<Reason> Chain(VariantLimited limited)
    {
        var (kept, mix) = (limited.Held.Kept, limited.Held.Kept.Mix);
        var chain = ImmutableArray.CreateBuilder<Reason>(mix.Standing.Alerts.Length + mix.Group.Reasons.Length + mix.Found.Length + 5 + limited.Reasons.Length);
        chain.AddRange(mix.Standing.Alerts);
        chain.AddRange(mix.Group.Reasons);
        chain.AddRange(mix.Found);
        foreach (var reason in (ReadOnlySpan<Reason?>)[mix.Reason, limited.Held is { Bound: { } bound, IsAsWanted: false, Word: null } && !Says(limited.Reasons, bound.Reason.Code) ? bound.Reason : null, kept.Reason, limited.Held.Reason, limited.Held.Word])
        {
            if (reason is not null)
            {
                chain.Add(reason);
            }
        }

        chain.AddRange(limited.Reasons);
        return chain.DrainToImmutable();
    }

    private static bool Says(ImmutableArray<Reason> reasons, string code)
    {
        foreach (var reason in reasons)
        {
            if (string.Equals(reason.Code, code, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
