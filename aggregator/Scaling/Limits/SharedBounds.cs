using System.Collections.Immutable;
using Wva.Scaling.Analysis;
using Wva.Scaling.Analysis.Pools;
using Wva.Scaling.Inputs;

namespace Wva.Scaling.Limits;

/// <summary>Puts all variants of the fleet before the limits that they share.</summary>
internal static class SharedBounds
{
    /// <summary>Lowers growth that GPUs or money do not suffice for.</summary>
    /// <param name="variants">All variants, each within its own bounds.</param>
    /// <param name="policy">The common policy.</param>
    /// <param name="priorities">Weight of the model of each.</param>
    public static ImmutableArray<VariantLimited> Apply(ImmutableArray<VariantLimited> variants, ScalingPolicy policy, ImmutableArray<double> priorities)
    {
        if (!PoolReader.Limits(policy) || PoolReader.Read(policy, [.. variants.Select(v => Use(v.Held.Kept.Mix.Standing))]) is not { } pools)
        {
            return variants;
        }

        var requests = ImmutableArray.CreateBuilder<GrowthRequest>(variants.Length);
        for (var i = 0; i < variants.Length; i++)
        {
            requests.Add(Request(variants[i], priorities[i]));
        }

        var granted = SharedLimits.Apply(requests.MoveToImmutable(), pools);
        return [.. variants.Select((v, i) => v.Target is null || granted[i].Reasons.IsEmpty ? v : v with { Target = granted[i].Target, Reasons = [.. v.Reasons, .. granted[i].Reasons] })];
    }

    /// <summary>
    /// What the mix takes as used: a min is reckoned with before anybody grows. A given analysis asks again for all that it asked for before, so what was granted to it then is free to it.
    /// A variant of which nothing was ever heard, said or published gets nothing, and so keeps nothing for its min.
    /// </summary>
    public static GpuUse UseBeforeMix(VariantStanding standing, Signal signal) => Of(standing, (int)Math.Min(int.MaxValue, Math.Max(
        standing.IsGiven ? Math.Max(standing.Standing, standing.Current) : Has(standing), signal is Signal.Missing && standing is { Memory.Published: null, Word: null } ? 0 : standing.Min)));

    /// <summary>GPUs that a variant has already: of replicas that are there, starting, granted, or asked of its target.</summary>
    public static GpuUse Use(VariantStanding standing) => Of(standing, Has(standing));

    private static GpuUse Of(VariantStanding standing, int replicas)
        => GpuUse.Of(standing.Snapshot.Spec.Key.Namespace, standing.Snapshot.Spec.Accelerator, replicas, standing.Snapshot.Spec.GpusCounted) with { CostPerHour = replicas * VariantSpec.Reckoned(standing.Snapshot.Spec.Cost) };

    private static int Has(VariantStanding standing) => (int)Math.Min(int.MaxValue, Math.Max(standing.Standing + (standing.IsGiven ? standing.Coming : 0), standing.Current));

    private static GrowthRequest Request(VariantLimited limited, double priority)
    {
        var standing = limited.Held.Kept.Mix.Standing;
        var spec = standing.Snapshot.Spec;
        return new GrowthRequest
        {
            Key = spec.Key,
            ModelId = spec.ModelId,
            Accelerator = spec.Accelerator,
            GpusPerReplica = spec.GpusCounted,
            Cost = spec.Cost,
            Priority = priority,
            Held = Has(standing),
            Target = limited.Target ?? 0,
            Min = limited.Min,
            Scheduled = limited.Min == standing.BoundMin && !limited.Reasons.Any(static reason => reason.Code == ReasonCodes.ScheduledMin) ? standing.Raising : null, // said once
            Max = standing.BoundMax,
        };
    }
}
