using Wva.Contracts;

namespace Wva.Telemetry.Sampling;

/// <summary>One histogram as one page shows it: pieces in any order, bounds compared as numbers. What contradicts itself is unknown.</summary>
/// <param name="hasReplicas">The same piece may come from several processes: the largest counts.</param>
internal sealed class HistogramReading(bool hasReplicas)
{
    // vLLM's longest has 23 buckets; more than this are broken or hostile, and have no place on the wire.
    private const int MostBuckets = Wire.MaxBuckets;

    private double[] _bounds = new double[24];
    private double[] _below = new double[24];
    private double? _sum;
    private double? _count;
    private int _length;
    private bool _broken;

    /// <summary>Upper bounds, rising, +Inf last; as the page gave them until <see cref="Close"/>.</summary>
    public ReadOnlySpan<double> Bounds => _bounds.AsSpan(0, _length);

    /// <summary>Number of observations; after <see cref="Close"/>.</summary>
    public double Count => _count ?? 0;

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        _sum = null;
        _count = null;
        _length = 0;
        _broken = false;
    }

    /// <summary>Takes the sum; false where there was one.</summary>
    public bool SetSum(double value) => Set(ref _sum, value);

    /// <summary>Takes the count; false where there was one.</summary>
    public bool SetCount(double value) => Set(ref _count, value);

    /// <summary>Takes a bucket; false where there was one of that bound, which it replaces.</summary>
    public bool SetBucket(double bound, double below)
    {
        if (double.IsNaN(bound) || _length == MostBuckets)
        {
            _broken = true;
            return true;
        }

        var at = _length > 0 && bound > _bounds[_length - 1] ? ~_length : Array.BinarySearch(_bounds, 0, _length, bound);
        if (at >= 0)
        {
            _below[at] = hasReplicas ? Math.Max(_below[at], below) : below;
            return hasReplicas;
        }

        Insert(~at, bound, below);
        return true;
    }

    /// <summary>Completes it: a missing +Inf comes from the count, a missing count from +Inf. False where it is absent or contradicts itself.</summary>
    public bool Close()
    {
        var hasInfinity = _length > 0 && double.IsPositiveInfinity(_bounds[_length - 1]);
        _count ??= hasInfinity ? _below[_length - 1] : null;
        if (_broken || _sum is not { } sum || _count is not { } count || !Usable(sum) || !Usable(count))
        {
            return false;
        }

        if (_length > 0 && !hasInfinity)
        {
            Insert(_length, double.PositiveInfinity, count);
        }

        var floor = 0.0;
        for (var i = 0; i < _length; i++)
        {
            if (!Usable(_below[i]) || _below[i] < floor)
            {
                return false;
            }

            floor = _below[i];
        }

        return true;
    }

    /// <summary>Adds another one; both have been closed. False where their bounds differ.</summary>
    public bool TryAdd(HistogramReading other)
    {
        if (!Bounds.SequenceEqual(other.Bounds))
        {
            return false;
        }

        _sum += other._sum;
        _count += other._count;
        for (var i = 0; i < _length; i++)
        {
            _below[i] += other._below[i];
        }

        return true;
    }

    /// <summary>Writes sum, count and, where asked for, the count of each bucket by itself.</summary>
    public void WriteTo(Histogram histogram, bool withBuckets)
    {
        histogram.Sum = _sum ?? 0;
        histogram.Count = Count;
        histogram.Resize(withBuckets ? _length : 0);
        for (var i = 0; i < histogram.BucketCount; i++)
        {
            histogram.Buckets[i] = _below[i] - (i == 0 ? 0 : _below[i - 1]);
        }
    }

    private static bool Usable(double value) => double.IsFinite(value) && value >= 0;

    private bool Set(ref double? place, double value)
    {
        var first = place is null;
        place = hasReplicas && place is { } other ? Math.Max(other, value) : value;
        return first || hasReplicas;
    }

    private void Insert(int at, double bound, double below)
    {
        if (_length == _bounds.Length)
        {
            Array.Resize(ref _bounds, _length * 2);
            Array.Resize(ref _below, _length * 2);
        }

        _bounds.AsSpan(at, _length - at).CopyTo(_bounds.AsSpan(at + 1));
        _below.AsSpan(at, _length - at).CopyTo(_below.AsSpan(at + 1));
        _bounds[at] = bound;
        _below[at] = below;
        _length++;
    }
}
