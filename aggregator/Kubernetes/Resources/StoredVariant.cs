using Wva.Scaling.Inputs;

namespace Wva.Kubernetes.Resources;

/// <summary>A variant in force.</summary>
public sealed record StoredVariant
{
    /// <summary>The resource, with the status last published.</summary>
    public required VariantAutoscaling Resource { get; init; }

    /// <summary>What decisions rest on.</summary>
    public required VariantSpec Spec { get; init; }

    /// <summary>What it scales; null unless <see cref="TargetState.Found"/>.</summary>
    public ScaleTarget? Target { get; init; }

    /// <summary>Whether its target was found.</summary>
    public TargetState TargetState { get; init; } = TargetState.NotTold;

    /// <summary>Why the configuration in force is not the one written last, and what stands in its place; null where it is.</summary>
    public string? Problem { get; init; }

    /// <summary>What its user should know of the policy in force, such as a setting that has no effect; null where there is nothing.</summary>
    public string? Warning { get; init; }
}
