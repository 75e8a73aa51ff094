using System.Collections.Immutable;
using Wva.Scaling.Analysis;
using Wva.Scaling.Analysis.Pools;
using Wva.Scaling.Inputs;
using Wva.Scaling.Mix;

namespace Wva.Scaling.Zero;

/// <summary>Zero for one model in the default setting: to it, from it, and never under one where it is not allowed.</summary>
internal static class ModelZero
{
    /// <summary>What each variant is to keep.</summary>
    /// <param name="model">The model with its parts.</param>
    /// <param name="pools">GPUs that are left, from which it takes; null where nothing limits.</param>
    /// <returns>Its variants by role group.</returns>
    public static ImmutableArray<ImmutableArray<VariantKept>> Apply(ModelMix model, GpuPools? pools)
    {
        var policy = model.Analysis.Cycle.Policy.ScaleToZero;
        var verdict = ToZero.Judge(model.Analysis.Model, policy);
        if (verdict.Allowed && MayGo(model))
        {
            return [.. model.Groups.Select(group => group.Select(v => ToNone(v, verdict.Reason)).ToImmutableArray())];
        }

        var isEmpty = model.Analysis.Standings.All(static s => s is { Current: 0, Published: 0 });
        var kept = model.Groups.Select(group => LastReplica.Keep(group, isEmpty)).ToImmutableArray();
        if (verdict.Reason is not null && ToZero.Judge(model.Analysis.Model, policy, byKnownWork: true).Allowed)
        {
            kept = [.. kept.Select(group => group.Select(NotRaised).ToImmutableArray())];
        }

        return IsAtNone(kept) && !model.Analysis.Standings.Any(static s => s.Word is { Target: > 0 }) ? Woken(kept, model, policy, pools)
            : verdict.Reason is { } refused ? [.. kept.Select(group => group.Select(v => v with { Refused = refused }).ToImmutableArray())]
            : kept;
    }

    /// <summary>That nobody can tell forbids to go to zero; it is no reason to come back from it.</summary>
    private static VariantKept NotRaised(VariantKept kept)
        => kept.Wanted is { } wanted ? kept with { Wanted = wanted with { Least = Math.Min(wanted.Least, kept.Mix.Standing.Published) } } : kept;

    private static bool IsSized(ModelMix model) => model.Groups.All(group => group.All(v => v.Wanted is not null));

    /// <summary>Whether all that does not sleep is sized: what sleeps has nothing to tell, and stays as it is.</summary>
    private static bool MayGo(ModelMix model)
        => model.Groups.All(group => group.All(v => v.Wanted is not null || IsAtNone(v.Standing)))
            && model.Groups.Any(group => group.Any(v => v.Wanted is not null));

    private static VariantKept ToNone(VariantMix mix, Reason? reason)
        => mix.Wanted is null ? new VariantKept { Mix = mix, Wanted = null } : new VariantKept { Mix = mix, Wanted = new Band(0, 0), Reason = reason };

    /// <summary>Whether nothing of it is there, published, or to come.</summary>
    private static bool IsAtNone(ImmutableArray<ImmutableArray<VariantKept>> kept)
        => kept.All(group => group.All(v => IsAtNone(v.Mix.Standing) && v.Wanted is null or { Least: 0 }));

    /// <summary>A variant that sleeps has nothing to tell.</summary>
    private static bool IsAtNone(VariantStanding standing) => standing is { Current: 0, Published: 0, Standing: 0 };

    private static ImmutableArray<ImmutableArray<VariantKept>> Woken(
        ImmutableArray<ImmutableArray<VariantKept>> kept, ModelMix model, ScaleToZeroPolicy policy, GpuPools? pools)
    {
        var targets = new int[model.Analysis.Standings.Length];
        var now = model.Analysis.Cycle.Now;
        var woken = FromZero.Wake(model.Analysis.Model, now, targets, pools);
        var mayBeEmpty = policy.Enabled || !IsSized(model) || model.Analysis.Model.Variants.Any(v => v.Spec.Min > 0);
        var first = AtLeastOne.Keep(model.Analysis.Model, now, mayBeEmpty, targets, pools);
        var firstOrdinal = model.Analysis.Standings[0].Ordinal;
        return [.. kept.Select(group => group.Select(v => Of(v, v.Mix.Standing.Ordinal - firstOrdinal)).ToImmutableArray())];

        VariantKept Of(VariantKept variant, int index)
        {
            var reason = first[index] ?? woken[index] ?? variant.Reason;
            return targets[index] > 0
                ? variant with { Wanted = new Band(targets[index], Math.Max(targets[index], variant.Wanted?.Most ?? 0)), Reason = reason }
                : variant with { Reason = reason };
        }
    }
}
