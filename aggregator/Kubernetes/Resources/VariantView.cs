using System.Collections.Immutable;
using Wva.Scaling.Inputs;

namespace Wva.Kubernetes.Resources;

/// <summary>All that a store knows at one moment.</summary>
/// <param name="Variants">Variants in force, ordered by namespace and name.</param>
/// <param name="Policy">The policy in force.</param>
/// <param name="Problems">What could not be taken over; the last good state of each stands.</param>
public sealed record VariantView(ImmutableArray<StoredVariant> Variants, ScalingPolicy Policy, ImmutableArray<StoreProblem> Problems)
{
    /// <summary>False where a policy was written that cannot be used and no good one is known: <see cref="Policy"/> is the default, and no reason to scale anything in.</summary>
    public bool IsPolicyKnown { get; init; } = true;

    /// <summary>False where a resource was written that cannot be used and no good one is known: a variant that is not among <see cref="Variants"/> may yet be there.</summary>
    public bool IsComplete { get; init; } = true;

    /// <summary>Nothing read yet.</summary>
    public static VariantView Empty { get; } = new([], new ScalingPolicy(), []);
}
