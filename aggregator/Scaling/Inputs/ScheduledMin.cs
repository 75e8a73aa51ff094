namespace Wva.Scaling.Inputs;

/// <summary>A minimum for a part of every day.</summary>
/// <param name="Variant">Name of the variant.</param>
/// <param name="Min">Fewest replicas meanwhile.</param>
/// <param name="From">When it begins, UTC.</param>
/// <param name="To">When it ends, UTC; one before <paramref name="From"/> is on the next day.</param>
public sealed record ScheduledMin(string Variant, int Min, TimeOnly From, TimeOnly To)
{
    /// <summary>Namespace of the variant; null is every namespace that has one of that name.</summary>
    public string? Namespace { get; init; }

    /// <summary>Whether it speaks of a variant.</summary>
    /// <param name="key">The variant.</param>
    public bool IsFor(VariantKey key) => Variant == key.Name && (Namespace is null || Namespace == key.Namespace);
}
