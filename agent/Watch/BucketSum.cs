using Wva.Contracts;

namespace Wva.Agent.Watch;

/// <summary>The new observations of one histogram, rank by rank and all together.</summary>
/// <param name="bounds">Upper bounds, the same on both pages; empty where they are not.</param>
internal sealed class BucketSum(ReadOnlyMemory<double> bounds)
{
    private readonly double[] _sum = new double[bounds.Length];
    private bool _known = bounds.Length > 0;

    /// <summary>Percentiles over all ranks added; unknown where one rank's are.</summary>
    public Latency All => Latency.Of(_known ? _sum : null, bounds.Span);

    /// <summary>Adds a rank.</summary>
    /// <param name="before">Its row on the page before; null where there was none.</param>
    /// <param name="now">Its row.</param>
    /// <param name="field">The histogram.</param>
    /// <returns>Percentiles of this rank.</returns>
    public Latency Add(SampleRow? before, SampleRow now, RowField field)
    {
        var counts = before is null ? null : Difference(before, now, field);
        if (counts is null)
        {
            // A rank that was never asked shows no histogram in some versions, and observes nothing.
            _known &= now.Known(RowField.Idle) > 0;
            return default;
        }

        for (var i = 0; i < counts.Length; i++)
        {
            _sum[i] += counts[i];
        }

        return Latency.Of(counts, bounds.Span);
    }

    private double[]? Difference(SampleRow before, SampleRow now, RowField field)
    {
        var old = before.Histogram(field).Buckets;
        var fresh = now.Histogram(field).Buckets;
        if (before.State(field) == FieldState.Absent || now.State(field) == FieldState.Absent
            || bounds.Length == 0 || old.Length != bounds.Length || fresh.Length != bounds.Length)
        {
            return null;
        }

        var counts = new double[bounds.Length];
        for (var i = 0; i < counts.Length; i++)
        {
            counts[i] = fresh[i] - old[i];
        }

        return Array.Exists(counts, static count => count < 0) ? null : counts;
    }
}
