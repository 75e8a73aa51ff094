namespace Wva.Scaling.Limits;

/// <summary>What the limits leave of a request.</summary>
/// <param name="Target">Replicas.</param>
/// <param name="LimitedBy">The first limit that fell short; null where none did.</param>
internal readonly record struct GrowthGrant(int Target, string? LimitedBy);
