using System.Collections.Immutable;

namespace Wva.Scaling.Decision;

/// <summary>The decisions of one cycle.</summary>
/// <param name="At">Time of the snapshot.</param>
/// <param name="Decisions">One a variant, in the order of the snapshot.</param>
public sealed record ScalingPlan(DateTimeOffset At, ImmutableArray<VariantDecision> Decisions)
{
    /// <summary>What the models were sized by, in the order of the snapshot; a model without a word of an analyzer is not there.</summary>
    public ImmutableArray<ModelFigures> Models { get; init; } = [];
}
