using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Wva.Scaling.Analysis;
using Wva.Scaling.Analysis.Pools;
using Wva.Scaling.Decision;
using Wva.Scaling.Holds;
using Wva.Scaling.Inputs;
using Wva.Scaling.Limits;
using Wva.Scaling.Mix;
using Wva.Scaling.Zero;

namespace Wva.Scaling;

/// <summary>The default setting: analysis, mix, zero, holds, limits, decision, each over the whole fleet before the next.</summary>
internal static class DefaultPath
{
    public static (ScalingPlan Plan, LearnedState Learned) Decide(FleetSnapshot fleet, ScalingPolicy policy, LearnedState learned)
    {
        var cycle = new CycleContext(fleet.Now, policy, learned);
        var analyses = Analyze(fleet, cycle);
        var pools = Pools(analyses, policy);
        var mixes = Optimizer.Spread(analyses, policy, pools);
        var limited = ImmutableArray.CreateBuilder<VariantLimited>();
        var priorities = ImmutableArray.CreateBuilder<double>();
        foreach (var mix in mixes)
        {
            var priority = MixModels.Priority(mix.Analysis.Model, policy);
            foreach (var group in ModelZero.Apply(mix, pools))
            {
                foreach (var held in Hold.Apply(group))
                {
                    limited.Add(MinMax.Apply(Operator.Apply(held)));
                    priorities.Add(priority);
                }
            }
        }

        return Conclude(cycle, mixes, SharedBounds.Apply(limited.ToImmutable(), policy, priorities.ToImmutable()));
    }

    private static ImmutableArray<ModelAnalysis> Analyze(FleetSnapshot fleet, CycleContext cycle)
    {
        var models = fleet.Models.IsDefault ? [] : fleet.Models.RemoveAll(m => m.Variants.IsDefaultOrEmpty);
        var limited = PoolReader.Read(cycle.Policy, []) is not null;
        var analyses = ImmutableArray.CreateBuilder<ModelAnalysis>(models.Length);
        var ordinal = 0;
        foreach (var model in models)
        {
            analyses.Add(ModelAnalyzer.Analyze(model, ordinal, cycle, limited));
            ordinal += model.Variants.Length;
        }

        return analyses.MoveToImmutable();
    }

    private static GpuPools? Pools(ImmutableArray<ModelAnalysis> analyses, ScalingPolicy policy)
        => policy.EnableLimiter ? PoolReader.Read(policy, [.. analyses.SelectMany(a => a.Standings).Select(SharedBounds.UseBeforeMix)]) : null;

    private static (ScalingPlan Plan, LearnedState Learned) Conclude(CycleContext cycle, ImmutableArray<ModelMix> mixes, ImmutableArray<VariantLimited> limited)
    {
        var decisions = new VariantDecision[limited.Length];
        var remembered = ImmutableDictionary.CreateBuilder<VariantKey, LearnedVariant>();
        var present = new HashSet<VariantKey>();
        foreach (var variant in limited)
        {
            var standing = variant.Held.Kept.Mix.Standing;
            decisions[standing.Ordinal] = DecisionBuilder.Build(variant);
            present.Add(standing.Snapshot.Spec.Key);
            if (DecisionBuilder.Remember(variant) is { } memory)
            {
                remembered[standing.Snapshot.Spec.Key] = memory;
            }
        }

        Absence.Carry(cycle, remembered, present);
        var plan = new ScalingPlan(cycle.Now, ImmutableCollectionsMarshal.AsImmutableArray(decisions)) { Models = Figures(mixes) };
        var learned = new LearnedState { At = cycle.Now, Variants = remembered.ToImmutable() };
        return (plan, learned with { Capacities = CapacityMemory.After(cycle.Learned.Capacities, mixes, learned.Variants) });
    }

    private static ImmutableArray<ModelFigures> Figures(ImmutableArray<ModelMix> mixes)
    {
        var figures = ImmutableArray.CreateBuilder<ModelFigures>();
        foreach (var mix in mixes)
        {
            if (mix is { Sized: { } model, Outcome: { } outcome } && !model.Ballots.IsEmpty)
            {
                figures.Add(FigureBuilder.Build(model, model.Ballots[Math.Max(0, outcome.Anchor)]));
            }
        }

        return figures.ToImmutable();
    }
}
