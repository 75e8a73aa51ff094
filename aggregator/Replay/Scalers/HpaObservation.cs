namespace Wva.Replay.Scalers;

/// <summary>What the controller sees when it looks.</summary>
/// <param name="Metric">The metric's value; null where it could not be had.</param>
/// <param name="SpecReplicas">Replicas asked of the target.</param>
/// <param name="StatusReplicas">Pods that the target has, starting ones included and terminating ones not.</param>
public sealed record HpaObservation(double? Metric, int SpecReplicas, int StatusReplicas);
