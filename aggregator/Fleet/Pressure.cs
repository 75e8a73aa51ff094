namespace Wva.Fleet;

/// <summary>What a row must reach for a decision at once.</summary>
/// <param name="KvCacheUsage">Used share of the KV cache, 0 to 1.</param>
/// <param name="Waiting">Requests waiting.</param>
public readonly record struct Pressure(double KvCacheUsage, double Waiting);
