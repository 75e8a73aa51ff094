namespace Wva.Agent.Watch;

/// <summary>A bucket that a percentile falls into: all that a histogram tells of it.</summary>
/// <param name="Above">Lower bound, seconds; 0 for the first bucket.</param>
/// <param name="UpTo">Upper bound, seconds; +Inf for the last one.</param>
internal readonly record struct BucketRange(double Above, double UpTo)
{
    /// <summary>The bucket in which the percentile of some observations lies: the first one up to whose bound at least that part of them lies.</summary>
    /// <param name="counts">Observations of each bucket by itself.</param>
    /// <param name="bounds">Upper bounds, rising.</param>
    /// <param name="percent">50 for the median. A whole number, as a product with a share is rounded: 75 * 0.28 is more than 21.</param>
    /// <returns>Null where nothing was observed.</returns>
    public static BucketRange? Of(ReadOnlySpan<double> counts, ReadOnlySpan<double> bounds, int percent)
    {
        var total = 0.0;
        foreach (var count in counts)
        {
            total += count;
        }

        var below = 0.0;
        for (var i = 0; i < counts.Length && total > 0; i++)
        {
            below += counts[i];
            if (below * 100 >= total * percent)
            {
                return new BucketRange(i == 0 ? 0 : bounds[i - 1], bounds[i]);
            }
        }

        return null;
    }
}
