namespace Wva.Scaling.Mix;

/// <summary>What the load may ask of a variant: one number where all samples are fresh, a span where some are not.</summary>
/// <param name="Least">Fewest replicas.</param>
/// <param name="Most">Most replicas.</param>
internal readonly record struct Band(int Least, int Most)
{
    /// <summary>The number in the band nearest to what stands: within the span nothing is known, so nothing changes.</summary>
    public int Nearest(int published) => Math.Clamp(published, Least, Most);
}
