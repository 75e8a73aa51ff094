namespace Wva.Agent.Watch;

/// <summary>Percentiles of a latency between two pages, as buckets; null where nothing was observed, or the page does not tell.</summary>
/// <param name="P50">Bucket of the median.</param>
/// <param name="P95">Bucket of the 95th percentile.</param>
internal readonly record struct Latency(BucketRange? P50, BucketRange? P95)
{
    /// <summary>The percentiles of some observations.</summary>
    /// <param name="counts">Observations of each bucket by itself; null where unknown.</param>
    /// <param name="bounds">Upper bounds, rising.</param>
    public static Latency Of(double[]? counts, ReadOnlySpan<double> bounds) =>
        counts is null ? default : new Latency(BucketRange.Of(counts, bounds, 50), BucketRange.Of(counts, bounds, 95));
}
