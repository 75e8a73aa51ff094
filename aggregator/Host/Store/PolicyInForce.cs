using System.Collections.Immutable;
using Wva.Kubernetes.Resources;
using Wva.Scaling.Inputs;
using Wva.Scenarios;

namespace Wva.Aggregator.Store;

/// <summary>How to decide now, and what is to be said of it.</summary>
/// <param name="Policy">The policy.</param>
/// <param name="IsKnown">False where one was written that cannot be used, and no good one is known: nothing is scaled in by the defaults.</param>
/// <param name="Problem">What is wrong with what was written last; null where nothing is.</param>
/// <param name="Warnings">What its user should know.</param>
internal sealed record PolicyInForce(ScalingPolicy Policy, bool IsKnown, StoreProblem? Problem, ImmutableArray<Problem> Warnings)
{
    private const int Named = 5;

    /// <summary>The warnings in one line, for a condition; null where there are none.</summary>
    public string? Warning => Warnings.IsEmpty ? null : string.Join("; ", Warnings.Take(Named)) + (Warnings.Length > Named ? "; …" : "");
}
