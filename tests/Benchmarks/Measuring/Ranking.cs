namespace Wva.Benchmarks.Measuring;

/// <summary>Ranks of measured values.</summary>
internal static class Ranking
{
    /// <summary>The value below which a share of all lies, by nearest rank: of 20 values the 99th percentile is the worst.</summary>
    /// <exception cref="ArgumentException">There is no value.</exception>
    public static double At(IReadOnlyCollection<double> values, double share) => values.Count > 0
        ? values.Order().ElementAt(Math.Clamp((int)Math.Ceiling(share * values.Count) - 1, 0, values.Count - 1))
        : throw new ArgumentException("nothing was measured", nameof(values));
}
