using System.Collections.Immutable;
using Wva.Scaling.Analysis;
using Wva.Scaling.Analysis.Pools;
using Wva.Scaling.Inputs;

namespace Wva.Scaling.Mix;

/// <summary>
/// What operators ask for beyond what stands, where GPUs or money are limited: a rise that there is room for is reckoned with at once, as a min is; one
/// that is refused is not, so that it keeps nothing from others.
/// </summary>
internal static class SureWords
{
    /// <summary>Whether any operator asks for more than stands.</summary>
    public static bool Any(ImmutableArray<ModelAnalysis> models) => models.Any(static m => m.Standings.Any(IsRise));

    /// <summary>The models, with rises that are sure told apart; of several, in the order in which limits are shared.</summary>
    /// <param name="models">The models.</param>
    /// <param name="policy">The common policy.</param>
    /// <param name="pools">What is left of the limits, from which it takes.</param>
    public static ImmutableArray<ModelAnalysis> Of(ImmutableArray<ModelAnalysis> models, ScalingPolicy policy, GpuPools pools)
    {
        var sure = models
            .SelectMany(m => m.Standings.Where(IsRise).Select(s => (Standing: s, m.Model.ModelId, Priority: MixModels.Priority(m.Model, policy))))
            .OrderByDescending(rise => rise.Priority)
            .ThenBy(rise => rise.Standing.Snapshot.Spec.Cost)
            .ThenBy(rise => rise.Standing.Snapshot.Spec.Key.Namespace, StringComparer.Ordinal)
            .ThenBy(rise => rise.ModelId, StringComparer.Ordinal)
            .ThenBy(rise => rise.Standing.Snapshot.Spec.Key.Name, StringComparer.Ordinal)
            .Where(rise => Fits(rise.Standing, pools))
            .Select(rise => rise.Standing.Ordinal)
            .ToHashSet();
        return sure.Count == 0 ? models : [.. models.Select(model => Of(model, sure))];
    }

    private static bool IsRise(VariantStanding standing) => standing.Word is { } word && word.Target > standing.Standing;

    private static ModelAnalysis Of(ModelAnalysis model, HashSet<int> sure) => model with
    {
        Standings = Of(model.Standings, sure),
        Groups = [.. model.Groups.Select(group => group with { Variants = Of(group.Variants, sure) })],
    };

    private static ImmutableArray<VariantStanding> Of(ImmutableArray<VariantStanding> variants, HashSet<int> sure)
        => [.. variants.Select(variant => sure.Contains(variant.Ordinal) ? variant with { GrowthIsSure = true } : variant)];

    private static bool Fits(VariantStanding standing, GpuPools pools)
    {
        var (spec, more) = (standing.Snapshot.Spec, Math.Clamp(standing.Word!.Target, standing.BoundMin, standing.BoundMax) - standing.Standing);
        var type = pools.NameOf(spec.Accelerator);
        if (more > pools.Room(spec.Key.Namespace, type, spec.GpusCounted, spec.Cost))
        {
            return false;
        }

        pools.Take(spec.Key.Namespace, type, spec.GpusCounted, spec.Cost, Math.Max(0, more));
        return true;
    }
}
