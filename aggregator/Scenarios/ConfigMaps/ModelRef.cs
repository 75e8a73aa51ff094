namespace Wva.Scenarios.ConfigMaps;

/// <summary>Whom an entry is for.</summary>
/// <param name="Namespace">The namespace; null is every one.</param>
/// <param name="ModelId">The model; null is every one.</param>
internal sealed record ModelRef(string? Namespace, string? ModelId)
{
    /// <summary>Every model.</summary>
    public static ModelRef All { get; } = new(null, null);

    /// <summary>Whether it is for this model.</summary>
    public bool Covers(string space, string modelId)
        => (Namespace is null || Namespace == space) && (ModelId is null || ModelId == modelId);
}
