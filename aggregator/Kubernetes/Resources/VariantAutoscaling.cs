namespace Wva.Kubernetes.Resources;

/// <summary>The resource <c>VariantAutoscaling</c>: one variant of a model, what is asked of it and what was decided for it.</summary>
public sealed record VariantAutoscaling
{
    /// <summary>Group and version of the resource.</summary>
    public const string ApiVersion = "llmd.ai/v1alpha1";

    /// <summary>Kind of the resource.</summary>
    public const string Kind = "VariantAutoscaling";

    /// <summary>Name, namespace, generation, labels.</summary>
    public required ObjectMetadata Metadata { get; init; }

    /// <summary>What its user asks for.</summary>
    public required VariantAutoscalingSpec Spec { get; init; }

    /// <summary>What was last published; null before the first.</summary>
    public VariantAutoscalingStatus? Status { get; init; }
}
