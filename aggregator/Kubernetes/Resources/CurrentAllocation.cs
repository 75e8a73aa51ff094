namespace Wva.Kubernetes.Resources;

/// <summary>What runs now (<c>currentAlloc</c>). Null is unknown, never zero.</summary>
public sealed record CurrentAllocation
{
    /// <summary>Accelerator type.</summary>
    public string? Accelerator { get; init; }

    /// <summary>Replicas asked of the target.</summary>
    public required int NumReplicas { get; init; }

    /// <summary>Largest batch, as the manifest says.</summary>
    public int? MaxBatch { get; init; }

    /// <summary>Cost of all replicas together, in the unit of <c>variantCost</c>.</summary>
    public string? VariantCost { get; init; }

    /// <summary>Mean inter-token latency, milliseconds, two decimals.</summary>
    public string? ItlAverage { get; init; }

    /// <summary>Mean time to first token, milliseconds, two decimals.</summary>
    public string? TtftAverage { get; init; }

    /// <summary>The load; null while none of it is known.</summary>
    public AllocationLoad? Load { get; init; }
}
