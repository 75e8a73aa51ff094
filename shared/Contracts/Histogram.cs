namespace Wva.Contracts;

/// <summary>
/// A histogram as the engine has counted it since its start: sum, count, and for some fields the count of each bucket by itself
/// (not cumulative over <c>le</c>, so that one observation changes one number). Bounds travel in <see cref="EngineDescription"/>.
/// Mutable and reused: a row owns its histograms.
/// </summary>
public sealed class Histogram
{
    private double[] _buckets = [];

    /// <summary>Sum of all observations, in the field's unit.</summary>
    public double Sum { get; set; }

    /// <summary>Number of observations.</summary>
    public double Count { get; set; }

    /// <summary>Number of buckets, the one up to +Inf included; 0 where the field carries none.</summary>
    public int BucketCount { get; private set; }

    /// <summary>Observations of each bucket by itself.</summary>
    public Span<double> Buckets => _buckets.AsSpan(0, BucketCount);

    /// <summary>Sets the number of buckets and clears them; grows its array only when it must.</summary>
    public void Resize(int bucketCount)
    {
        if (_buckets.Length < bucketCount)
        {
            _buckets = new double[bucketCount];
        }

        BucketCount = bucketCount;
        Buckets.Clear();
    }

    /// <summary>Copies sum, count and buckets.</summary>
    public void CopyFrom(Histogram other)
    {
        Sum = other.Sum;
        Count = other.Count;
        if (BucketCount != other.BucketCount)
        {
            Resize(other.BucketCount);
        }

        other.Buckets.CopyTo(Buckets);
    }

    /// <summary>True where sum, count and every bucket are the same.</summary>
    public bool SameAs(Histogram other) =>
        Sum.Equals(other.Sum) && Count.Equals(other.Count) && Buckets.SequenceEqual(other.Buckets);
}
