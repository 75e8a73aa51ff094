namespace Wva.Scaling.Inputs;

/// <summary>A minimum for a part of every day.</summary>
/// <param name="Variant">Name of the variant.</param>
/// <param name="Min">Fewest replicas meanwhile.</param>
/// <param name="From">When it begins, UTC.</param>
/// <param name="To">When it ends, UTC; one before <paramref name="From"/> is on the next day.</param>
public sealed record ScheduledMin(string Variant, int Min, TimeOnly From, TimeOnly To);
