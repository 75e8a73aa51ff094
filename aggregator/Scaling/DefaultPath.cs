using System.Collections.Immutable;
using Wva.Scaling.Analysis;
using Wva.Scaling.Analysis.Pools;
using Wva.Scaling.Decision;
using Wva.Scaling.Holds;
using Wva.Scaling.Inputs;
using Wva.Scaling.Limits;
using Wva.Scaling.Mix;
using Wva.Scaling.Zero;

namespace Wva.Scaling;

/// <summary>
/// The default setting: analysis, mix, zero, holds, limits, decision. Models that share a limit go through each together; others one by one, so that what was
/// needed for one is garbage, and still in the processor's cache, before the next.
/// </summary>
internal static class DefaultPath
{
    public static (ScalingPlan Plan, LearnedState Learned) Decide(FleetSnapshot fleet, ScalingPolicy policy, LearnedState learned)
    {
        var cycle = new CycleContext(fleet.Now, policy, learned);
        var models = fleet.Models.IsDefault ? [] : fleet.Models.RemoveAll(m => m.Variants.IsDefaultOrEmpty);
        var outcome = new CycleOutcome(cycle, models.Sum(m => m.Variants.Length));
        if (PoolReader.Limits(policy))
        {
            Decide(models, 0, cycle, outcome);
            return outcome.ToResult();
        }

        var ordinal = 0;
        foreach (var model in models)
        {
            ordinal = Decide([model], ordinal, cycle, outcome);
        }

        return outcome.ToResult();
    }

    /// <summary>Decides models that may share limits.</summary>
    /// <returns>Place of the next variant.</returns>
    private static int Decide(ImmutableArray<ModelSnapshot> models, int ordinal, CycleContext cycle, CycleOutcome outcome)
    {
        var analyses = ImmutableArray.CreateBuilder<ModelAnalysis>(models.Length);
        foreach (var model in models)
        {
            analyses.Add(ModelAnalyzer.Analyze(model, ordinal, cycle, PoolReader.Limits(cycle.Policy)));
            ordinal += model.Variants.Length;
        }

        Decide(analyses.MoveToImmutable(), cycle.Policy, outcome);
        return ordinal;
    }

    /// <summary>Those that weigh more come first where models are woken with the last GPUs, whatever the order of the input.</summary>
    private static IEnumerable<(ModelMix Mix, double Priority)> InOrder(ImmutableArray<ModelMix> mixes, ScalingPolicy policy)
    {
        var weighed = mixes.Select(mix => (Mix: mix, Priority: MixModels.Priority(mix.Analysis.Model, policy)));
        return mixes.Length < 2 ? weighed : weighed.OrderByDescending(m => m.Priority).ThenBy(m => m.Mix.Analysis.Model.Namespace, StringComparer.Ordinal).ThenBy(m => m.Mix.Analysis.Model.ModelId, StringComparer.Ordinal);
    }

    /// <summary>What is left before anybody grows; null where nothing is limited: what nobody limits nobody counts.</summary>
    private static GpuPools? Pools(ImmutableArray<ModelAnalysis> analyses, ScalingPolicy policy)
        => PoolReader.Limits(policy) ? PoolReader.Read(policy, [.. analyses.SelectMany(a => a.Groups).SelectMany(g => g.Variants.Select(v => SharedBounds.UseBeforeMix(v, g.Signal)))]) : null;

    private static void Decide(ImmutableArray<ModelAnalysis> analyses, ScalingPolicy policy, CycleOutcome outcome)
    {
        analyses = SureWords.Any(analyses) && Pools(analyses, policy) is { } left ? SureWords.Of(analyses, policy, left) : analyses;
        var pools = Pools(analyses, policy);
        var limited = ImmutableArray.CreateBuilder<VariantLimited>();
        var priorities = ImmutableArray.CreateBuilder<double>();
        foreach (var (mix, priority) in InOrder(Optimizer.Spread(analyses, policy, pools), policy))
        {
            outcome.Add(mix);
            foreach (var group in ModelZero.Apply(mix, pools))
            {
                foreach (var held in Hold.Apply(group))
                {
                    limited.Add(MinMax.Apply(Operator.Apply(held)));
                    priorities.Add(priority);
                }
            }
        }

        foreach (var variant in SharedBounds.Apply(limited.ToImmutable(), policy, priorities.ToImmutable()))
        {
            outcome.Add(variant);
        }
    }
}
