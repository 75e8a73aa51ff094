using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Wva.Scaling.Analysis;
using Wva.Scaling.Inputs;
using Wva.Scaling.Limits;
using Wva.Scaling.Mix;

namespace Wva.Scaling.Decision;

/// <summary>Collects what is decided in one cycle, and what the next one needs to know.</summary>
/// <param name="cycle">The cycle.</param>
/// <param name="variants">How many variants there are.</param>
internal sealed class CycleOutcome(CycleContext cycle, int variants)
{
    private readonly VariantDecision[] _decisions = new VariantDecision[variants];
    private readonly ImmutableDictionary<VariantKey, LearnedVariant>.Builder _remembered = ImmutableDictionary.CreateBuilder<VariantKey, LearnedVariant>();
    private readonly HashSet<VariantKey> _unpublished = [];
    private readonly ImmutableArray<ModelFigures>.Builder _figures = ImmutableArray.CreateBuilder<ModelFigures>();
    private readonly List<KeyValuePair<VariantKey, LearnedCapacity>> _capacities = [];

    /// <summary>Adds a variant at the end of its way.</summary>
    /// <param name="limited">The variant.</param>
    public void Add(VariantLimited limited)
    {
        var standing = limited.Held.Kept.Mix.Standing;
        _decisions[standing.Ordinal] = DecisionBuilder.Build(limited);
        if (DecisionBuilder.Remember(limited) is { } memory)
        {
            _remembered[standing.Snapshot.Spec.Key] = memory;
        }
        else
        {
            _unpublished.Add(standing.Snapshot.Spec.Key);
        }
    }

    /// <summary>Adds the figures of a model.</summary>
    /// <param name="mix">The model.</param>
    public void Add(ModelMix mix)
    {
        _capacities.AddRange(mix.Analysis.Learned);
        if (mix is { Sized: { } model, Outcome: { } outcome } && !model.Ballots.IsEmpty)
        {
            _figures.Add(FigureBuilder.Build(model, model.Said[Math.Max(0, outcome.Anchor)]));
        }
    }

    /// <summary>Plan and memory, once all variants are there.</summary>
    public (ScalingPlan Plan, LearnedState Learned) ToResult()
    {
        Absence.Carry(cycle, _remembered, _unpublished);
        var plan = new ScalingPlan(cycle.Now, ImmutableCollectionsMarshal.AsImmutableArray(_decisions)) { Models = _figures.DrainToImmutable() };
        var learned = new LearnedState { At = cycle.Now, Variants = _remembered.ToImmutable() };
        return (plan, learned with { Capacities = CapacityMemory.After(cycle.Learned.Capacities, _capacities, learned.Variants) });
    }
}
