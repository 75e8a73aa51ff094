namespace Wva.Scaling.Mix;

/// <summary>A bound that keeps a variant from what the load asks of it.</summary>
/// <param name="Wanted">Replicas without that bound.</param>
/// <param name="Reason">Which bound, with its numbers.</param>
internal sealed record Bound(int Wanted, Reason Reason);
