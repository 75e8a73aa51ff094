namespace Wva.Scaling.Inputs;

/// <summary>A user's bounds of a variant.</summary>
/// <param name="Min">Fewest replicas; null is no bound.</param>
/// <param name="Max">Most replicas; null is no bound.</param>
public readonly record struct VariantBounds(int? Min, int? Max);
