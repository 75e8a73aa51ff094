namespace Wva.Kubernetes.Resources;

/// <summary>The union of every published shape of the spec; what no decision reads any more is accepted and dropped.</summary>
public sealed record VariantAutoscalingSpec
{
    /// <summary>Cost of a replica and hour where none is given; the field is a string in every published version.</summary>
    public const string DefaultVariantCost = "10.0";

    /// <summary>Fewest replicas where none are given.</summary>
    public const int DefaultMinReplicas = 1;

    /// <summary>What is scaled; the oldest shape has none and means the Deployment of the resource's own name.</summary>
    public required ScaleTargetReference ScaleTargetRef { get; init; }

    /// <summary>The model served.</summary>
    public required string ModelId { get; init; }

    /// <summary>Cost of a replica and hour, in any one unit; a decimal number as a string.</summary>
    public string VariantCost { get; init; } = DefaultVariantCost;

    /// <summary>Accelerators, in the older shapes; null where absent.</summary>
    public ModelProfile? ModelProfile { get; init; }

    /// <summary>The accelerator that counts; null where no profile gives one.</summary>
    public AcceleratorProfile? FirstAccelerator => ModelProfile?.Accelerators.FirstOrDefault();

    /// <summary>Fewest replicas.</summary>
    public int MinReplicas { get; init; } = DefaultMinReplicas;

    /// <summary>Most replicas; null means the bound of the HPA or ScaledObject that follows.</summary>
    public int? MaxReplicas { get; init; }
}
