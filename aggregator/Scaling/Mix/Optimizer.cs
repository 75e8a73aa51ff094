using System.Collections.Immutable;
using Wva.Scaling.Analysis;
using Wva.Scaling.Analysis.Pools;
using Wva.Scaling.Inputs;

namespace Wva.Scaling.Mix;

/// <summary>
/// Spreads what all models need over their variants, in the default setting. Each model is sized over two readings of its load: growth follows the
/// least, scaling in the most that it may be, and in between what is published stands.
/// </summary>
internal static class Optimizer
{
    /// <summary>The part of every variant.</summary>
    /// <param name="models">The models.</param>
    /// <param name="policy">The common policy.</param>
    /// <param name="pools">GPUs that are left, from which it takes; null where nothing limits.</param>
    /// <returns>One a model, in their order.</returns>
    public static ImmutableArray<ModelMix> Spread(ImmutableArray<ModelAnalysis> models, ScalingPolicy policy, GpuPools? pools)
    {
        var sized = new MixModel?[models.Length];
        for (var i = 0; i < sized.Length; i++)
        {
            sized[i] = models[i].InReplicas ? null : StandingModels.Of(models[i], policy, [.. models[i].Ballots.Select(b => b.Least)]);
        }

        var outcomes = Outcomes(sized, policy, pools);
        var mixes = ImmutableArray.CreateBuilder<ModelMix>(models.Length);
        for (var i = 0; i < sized.Length; i++)
        {
            mixes.Add(sized[i] is { } model && outcomes[i] is { } outcome
                ? OfOutcome(models[i], model, outcome, policy, pools)
                : new ModelMix(models[i], [.. models[i].Groups.Select(CheapestFirst.Spread)]));
        }

        return mixes.MoveToImmutable();
    }

    private static MixOutcome?[] Outcomes(MixModel?[] sized, ScalingPolicy policy, GpuPools? pools)
    {
        if (pools is null)
        {
            return Array.ConvertAll(sized, m => m is null ? null : CostAware.Allocate(m, published: false));
        }

        var outcomes = new Queue<MixOutcome>(GreedyByScore.Allocate([.. sized.OfType<MixModel>()], pools, RescaleScopes.Of(policy), published: false));
        return Array.ConvertAll(sized, m => m is null ? null : outcomes.Dequeue());
    }

    private static ModelMix OfOutcome(ModelAnalysis analysis, MixModel model, MixOutcome least, ScalingPolicy policy, GpuPools? pools)
    {
        var sized = SizedModel.Of(analysis, policy, model, least);
        var unbounded = new UnboundedModels(analysis, sized, policy, pools);
        var groups = ImmutableArray.CreateBuilder<ImmutableArray<VariantMix>>(analysis.Groups.Length);
        foreach (var group in analysis.Groups)
        {
            groups.Add([.. group.Variants.Select(v => Of(group, v, analysis, sized, unbounded))]);
        }

        return new ModelMix(analysis, groups.MoveToImmutable()) { Sized = model, Outcome = least };
    }

    private static VariantMix Of(GroupAnalysis group, VariantStanding standing, ModelAnalysis analysis, SizedModel sized, UnboundedModels unbounded)
    {
        var index = standing.Ordinal - analysis.Standings[0].Ordinal;
        var isSized = group.Signal is Signal.Fresh && sized.IsSized;
        var number = isSized ? sized.Number(index, analysis) : sized.Model.Variants[index].Start;
        var bound = isSized ? unbounded.Find(index, number) : null;
        return new VariantMix
        {
            Group = group,
            Standing = standing,
            Wanted = isSized ? sized.Band(index, analysis) : null,
            Bound = bound,
            Found = analysis.Found(index),
            Reason = isSized || group.Signal is Signal.Fresh ? unbounded.Reason(index, number, bound) : null,
            Considered = isSized ? Considered(sized.Model, sized.Outcome(index, number), index, number) : [],
            Complete = IsByTokens(analysis, sized.Model, sized.Least) ? analysis.CompleteInTokens[index] : standing.Pods.Fresh,
            Sizing = Sizing.Of(sized.Model, sized.Least, index),
        };
    }

    private static ImmutableArray<Reason> Considered(MixModel model, MixOutcome outcome, int index, int target)
        => target == model.Variants[index].Start && MixReasons.WithoutRoom(model, outcome, model.Variants[index].Role) is { IsEmpty: false } full ? full
            : MixReasons.Considered(model, outcome, index);

    private static bool IsByTokens(ModelAnalysis analysis, MixModel model, MixOutcome outcome)
        => !analysis.CompleteInTokens.IsEmpty
        && (outcome.Anchor == Anchor.None || string.Equals(model.Ballots[outcome.Anchor].Analyzer, AnalyzerNames.Saturation, StringComparison.Ordinal));
}
