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
            sized[i] = models[i].Ballots.IsEmpty ? null : StandingModels.Of(models[i], policy, [.. models[i].Ballots.Select(b => b.Least)]);
        }

        var outcomes = Outcomes(sized, policy, pools);
        var mixes = ImmutableArray.CreateBuilder<ModelMix>(models.Length);
        for (var i = 0; i < sized.Length; i++)
        {
            mixes.Add(sized[i] is { } model && outcomes[i] is { } outcome
                ? OfOutcome(models[i], model, outcome, policy)
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

    private static ModelMix OfOutcome(ModelAnalysis analysis, MixModel model, MixOutcome least, ScalingPolicy policy)
    {
        var most = analysis.Ballots.All(b => ReferenceEquals(b.Least, b.Most)) || least.Rescaled
            ? least
            : CostAware.Allocate(StandingModels.Of(analysis, policy, [.. analysis.Ballots.Select(b => b.Most)]), published: false);
        var groups = ImmutableArray.CreateBuilder<ImmutableArray<VariantMix>>(analysis.Groups.Length);
        foreach (var group in analysis.Groups)
        {
            groups.Add([.. group.Variants.Select(v => Of(group, v, analysis, model, (least, most)))]);
        }

        return new ModelMix(analysis, groups.MoveToImmutable()) { Sized = model, Outcome = least };
    }

    private static VariantMix Of(GroupAnalysis group, VariantStanding standing, ModelAnalysis analysis, MixModel model, (MixOutcome Least, MixOutcome Most) outcomes)
    {
        var index = standing.Ordinal - analysis.Standings[0].Ordinal;
        var isSized = group.Signal is Signal.Fresh && outcomes.Least.Anchor != Anchor.None && outcomes.Most.Anchor != Anchor.None;
        var isRise = outcomes.Least.Growing || outcomes.Least.Rescaled || !analysis.IsBlind;
        var least = isRise ? outcomes.Least.Targets[index] : Math.Min(outcomes.Least.Targets[index], standing.Published);
        var band = new Band(least, Math.Max(least, outcomes.Most.Targets[index]));
        var start = model.Variants[index].Start;
        var target = isSized ? band.Nearest(start) : start;
        var outcome = target < start ? outcomes.Most : outcomes.Least;
        return new VariantMix
        {
            Group = group,
            Standing = standing,
            Wanted = isSized ? band : null,
            Found = analysis.Found(index),
            Reason = isSized || group.Signal is Signal.Fresh ? MixReasons.Of(model, outcome, index, target) : null,
            Considered = isSized ? Considered(model, outcome, index, target) : [],
            Complete = IsByTokens(analysis, model, outcomes.Least) ? analysis.CompleteInTokens[index] : standing.Pods.Fresh,
            Sizing = Sizing.Of(model, outcomes.Least, index),
        };
    }

    private static ImmutableArray<Reason> Considered(MixModel model, MixOutcome outcome, int index, int target)
        => target == model.Variants[index].Start && MixReasons.WithoutRoom(model, outcome, model.Variants[index].Role) is { IsEmpty: false } full ? full
            : MixReasons.Considered(model, outcome, index);

    private static bool IsByTokens(ModelAnalysis analysis, MixModel model, MixOutcome outcome)
        => !analysis.CompleteInTokens.IsEmpty
        && (outcome.Anchor == Anchor.None || string.Equals(model.Ballots[outcome.Anchor].Analyzer, AnalyzerNames.Saturation, StringComparison.Ordinal));
}
