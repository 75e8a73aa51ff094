namespace Wva.Replay.Scalers;

/// <summary>What the controller wants.</summary>
/// <param name="Replicas">Replicas to ask of the target.</param>
/// <param name="Recommended">What the metric alone asked for; null where it was not looked at.</param>
/// <param name="Reason">Why.</param>
public sealed record HpaDecision(int Replicas, int? Recommended, HpaReason Reason);
