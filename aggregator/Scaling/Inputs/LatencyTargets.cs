namespace Wva.Scaling.Inputs;

/// <summary>Latency that requests may expect.</summary>
/// <param name="TtftSeconds">Longest time to first token, seconds; null is no target.</param>
/// <param name="ItlMilliseconds">Longest inter-token latency, milliseconds; null is no target.</param>
public sealed record LatencyTargets(double? TtftSeconds, double? ItlMilliseconds);
