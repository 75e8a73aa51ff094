using System.Collections.Immutable;
using Wva.Scaling.Analysis;
using Wva.Scaling.Inputs;

namespace Wva.Scaling.Mix;

/// <summary>A model of the snapshot as the published optimisers see it; by default that is <see cref="StandingModels"/>.</summary>
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
            variants.Add(Of(model.Variants[i], isMeasured: ballots.IsEmpty || IsMeasured(ballots, i)));
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

    /// <summary>Nobody knows cost and accelerator of a variant without replicas (W11), and a max of 0 is none.</summary>
    private static MixVariant Of(VariantSnapshot variant, bool isMeasured)
    {
        var spec = variant.Spec;
        return new MixVariant
        {
            Name = spec.Key.Name,
            Role = Enum.IsDefined(spec.Role) ? spec.Role : Role.Both,
            Cost = isMeasured ? spec.Cost : 0,
            Accelerator = isMeasured ? spec.Accelerator : null,
            GpusPerReplica = spec.GpusCounted,
            Start = Math.Max(0, variant.Current),
            Min = Math.Max(0, spec.Min ?? 0),
            Max = spec.Max is > 0 and var max ? max : int.MaxValue,
            UserMax = spec.Max,
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
