using System.Collections.Immutable;
using Wva.Scaling.Analysis;
using Wva.Scaling.Inputs;

namespace Wva.Scaling.Mix;

/// <summary>A model of the snapshot as the optimisers see it.</summary>
internal static class MixModels
{
    /// <summary>A model that moves from what its targets are asked for now.</summary>
    /// <param name="model">The model.</param>
    /// <param name="policy">The common policy.</param>
    /// <param name="ballots">What its analyzers say.</param>
    public static MixModel Of(ModelSnapshot model, ScalingPolicy policy, ImmutableArray<Ballot> ballots)
    {
        var variants = ImmutableArray.CreateBuilder<MixVariant>(model.Variants.Length);
        for (var i = 0; i < model.Variants.Length; i++)
        {
            var isMeasured = !policy.Published || ballots.IsEmpty || IsMeasured(ballots, i);
            variants.Add(Of(model.Variants[i], policy.Published, isMeasured));
        }

        return new MixModel(model.Namespace, model.ModelId, Priority(model, policy), variants.MoveToImmutable(), ballots);
    }

    /// <summary>Weight of a model where models compete. Published, 0 means the default of 1 (weakness W33).</summary>
    public static double Priority(ModelSnapshot model, ScalingPolicy policy)
    {
        if (policy.Priority.IsEmpty)
        {
            return 1;
        }

        var given = policy.Priority.GetValueOrDefault($"{model.Namespace}/{model.ModelId}", 1);
        return !double.IsFinite(given) || given < 0 || (policy.Published && given == 0) ? 1 : given;
    }

    /// <summary>Published, nobody knows cost and accelerator of a variant without replicas (W11), and a max of 0 is none. By default a variant whose pods find no GPUs has no room.</summary>
    private static MixVariant Of(VariantSnapshot variant, bool published, bool isMeasured)
    {
        var spec = variant.Spec;
        var start = Math.Max(0, variant.Current);
        var min = Math.Max(0, spec.Min ?? 0);
        var max = published ? (spec.Max is > 0 and var bound ? bound : int.MaxValue) : Math.Max(min, spec.Max ?? int.MaxValue);
        return new MixVariant
        {
            Name = spec.Key.Name,
            Role = Enum.IsDefined(spec.Role) ? spec.Role : Role.Both,
            Cost = isMeasured ? spec.Cost : 0,
            Accelerator = isMeasured ? spec.Accelerator : null,
            GpusPerReplica = spec.GpusCounted,
            Start = start,
            Min = min,
            Max = !published && variant.StockOut ? Math.Min(max, Math.Max(start, min)) : max,
        };
    }

    private static bool IsMeasured(ImmutableArray<Ballot> ballots, int variant)
    {
        foreach (var ballot in ballots)
        {
            if (variant < ballot.Variants.Length && ballot.Variants[variant].Measured)
            {
                return true;
            }
        }

        return false;
    }
}
