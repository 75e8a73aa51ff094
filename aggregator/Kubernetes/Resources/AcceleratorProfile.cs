namespace Wva.Kubernetes.Resources;

/// <summary>An accelerator of the older shapes.</summary>
/// <param name="Accelerator">Its type (<c>acc</c>).</param>
/// <param name="Count">How many a replica takes (<c>accCount</c>).</param>
/// <param name="MaxBatchSize">Largest batch; only goes to the status. Null where absent.</param>
public sealed record AcceleratorProfile(string Accelerator, int Count, int? MaxBatchSize);
