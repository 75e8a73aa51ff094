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
        var unbounded = sized.Unbounded(policy);
        var groups = ImmutableArray.CreateBuilder<ImmutableArray<VariantMix>>(analysis.Groups.Length);
        foreach (var group in analysis.Groups)
        {
            groups.Add([.. group.Variants.Select(v => Of(group, v, sized, unbounded, pools))]);
        }

        return new ModelMix(analysis, groups.MoveToImmutable()) { Sized = model, Outcome = least };
    }

    private static VariantMix Of(GroupAnalysis group, VariantStanding standing, SizedModel sized, Unbounded unbounded, GpuPools? pools)
    {
        var index = standing.Ordinal - sized.Analysis.Standings[0].Ordinal;
        var isSized = group.Signal is Signal.Fresh && sized.IsSized;
        var number = isSized ? sized.Number(index) : sized.Model.Variants[index].Start;
        var (bound, reason) = isSized && unbounded.IsBounded ? Find(unbounded, standing, sized, (index, number), pools)
            : (null, group.Signal is Signal.Fresh ? sized.Reason(index, number) : null);
        return new VariantMix
        {
            Group = group,
            Standing = standing,
            Wanted = isSized ? sized.Band(index) : null,
            Bound = bound,
            Found = sized.Analysis.Found(index),
            Reason = reason,
            Considered = isSized && standing.Word is null ? Considered(sized.Model, sized.Outcome(index, number), index, number) : [],
            Complete = IsByTokens(sized.Analysis, sized.Model, sized.Least) ? sized.Analysis.CompleteInTokens[index] : standing.Pods.Fresh,
            Sizing = Sizing.Of(sized.Model, sized.Least, index),
        };
    }

    private static (Bound? Bound, Reason? Reason) Find(Unbounded unbounded, VariantStanding standing, SizedModel sized, (int Index, int Number) at, GpuPools? pools)
    {
        var bounds = new Bounds(standing.Min, standing.Max, LimitReasons.IsStopped(sized.Least, at.Index), standing.Word is not null);
        var (kind, wanted, reason) = unbounded.Find(at.Index, bounds, sized.Least.UnmetReplicas(sized.Model, at.Index));
        return (kind is BoundKind.None ? null
            : new Bound(wanted, kind is BoundKind.Shared ? LimitReasons.Of(sized.Model, sized.Least, pools!, at.Index, (wanted, at.Number)) : BoundTexts.Of(standing, kind, wanted)), reason);
    }

    private static ImmutableArray<Reason> Considered(MixModel model, MixOutcome outcome, int index, int target)
        => target == model.Variants[index].Stands && MixReasons.WithoutRoom(model, outcome, model.Variants[index].Role) is { IsEmpty: false } full ? full
            : MixReasons.Considered(model, outcome, index);

    private static bool IsByTokens(ModelAnalysis analysis, MixModel model, MixOutcome outcome)
        => !analysis.CompleteInTokens.IsEmpty
        && (outcome.Anchor == Anchor.None || string.Equals(model.Ballots[outcome.Anchor].Analyzer, AnalyzerNames.Saturation, StringComparison.Ordinal));
}
