using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Wva.Scaling.Analysis;
using Wva.Scaling.Decision;
using Wva.Scaling.Holds;
using Wva.Scaling.Inputs;
using Wva.Scaling.Limits;
using Wva.Scaling.Mix;
using Wva.Scaling.Zero;

namespace Wva.Scaling;

/// <summary>The decision core: the rooms, in their order.</summary>
public static class ScalingCore
{
    /// <summary>
    /// Decides every variant of a fleet. Pure and total: the same arguments give the same plan, whatever order models, variants and replicas
    /// come in, and no argument makes it throw.
    /// </summary>
    /// <param name="fleet">What there is.</param>
    /// <param name="policy">How to decide.</param>
    /// <param name="learned">What the cycle before left, <see cref="LearnedState.StartedAt"/> or <see cref="LearnedState.Settled"/>.</param>
    /// <returns>The plan, and what the next cycle needs to know. A variant that leaves the fleet is forgotten after 10 minutes.</returns>
    public static (ScalingPlan Plan, LearnedState Learned) Decide(FleetSnapshot fleet, ScalingPolicy policy, LearnedState learned)
    {
        if (policy.Published)
        {
            return PublishedPath.Decide(fleet, policy, learned);
        }

        var cycle = new CycleContext(fleet.Now, policy, learned);
        var models = fleet.Models.IsDefault ? [] : fleet.Models.RemoveAll(m => m.Variants.IsDefaultOrEmpty);
        var decisions = new VariantDecision[models.Sum(m => m.Variants.Length)];
        var remembered = ImmutableDictionary.CreateBuilder<VariantKey, LearnedVariant>();
        var ordinal = 0;
        foreach (var model in models)
        {
            foreach (var group in RoleGroups.Analyze(model, ordinal, cycle))
            {
                DecideGroup(group, decisions, remembered);
            }

            ordinal += model.Variants.Length;
        }

        Absence.Carry(cycle, remembered, decisions.Select(d => d.Variant.Spec.Key).ToHashSet());
        var plan = new ScalingPlan(fleet.Now, ImmutableCollectionsMarshal.AsImmutableArray(decisions));
        return (plan, new LearnedState { At = fleet.Now, Variants = remembered.ToImmutable() });
    }

    private static void DecideGroup(GroupAnalysis group, VariantDecision[] decisions, ImmutableDictionary<VariantKey, LearnedVariant>.Builder remembered)
    {
        foreach (var held in Hold.Apply(LastReplica.Keep(CheapestFirst.Spread(group))))
        {
            var limited = MinMax.Apply(held);
            var variant = held.Kept.Mix.Standing;
            decisions[variant.Ordinal] = DecisionBuilder.Build(limited);
            if (DecisionBuilder.Remember(limited) is { } memory)
            {
                remembered[variant.Snapshot.Spec.Key] = memory;
            }
        }
    }
}
