namespace Wva.Kubernetes.Resources;

/// <summary>What is recommended (<c>desiredOptimizedAlloc</c>).</summary>
/// <param name="NumReplicas">Replicas; null is no recommendation, 0 is scale to zero.</param>
/// <param name="Accelerator">Accelerator type; null where unknown.</param>
/// <param name="LastRunTime">When it was last worked out.</param>
public sealed record DesiredAllocation(int? NumReplicas, string? Accelerator, DateTimeOffset LastRunTime);
