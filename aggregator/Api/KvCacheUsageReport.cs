namespace Wva.Api;

/// <summary>Used share of the KV cache over the ranks that serve and whose number is known.</summary>
/// <param name="Mean">Mean, 0 to 1.</param>
/// <param name="Max">Maximum, 0 to 1.</param>
public sealed record KvCacheUsageReport(double Mean, double Max);
