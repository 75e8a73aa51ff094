namespace Wva.Simulation.Engines;

/// <summary>A histogram of a page. Adding many equal or evenly rising values costs no more than one for each bucket that they fall into.</summary>
public sealed class EngineHistogram
{
    private readonly double[] _bounds;
    private readonly double[] _buckets;
    private int _last;

    /// <summary>An empty one.</summary>
    /// <param name="bounds">Upper bounds, rising, +Inf last; see <see cref="EngineBuckets"/>.</param>
    public EngineHistogram(ReadOnlySpan<double> bounds)
    {
        _bounds = bounds.ToArray();
        _buckets = new double[bounds.Length];
    }

    /// <summary>Upper bounds, rising, +Inf last.</summary>
    public ReadOnlySpan<double> Bounds => _bounds;

    /// <summary>Observations of each bucket by itself, whole numbers, as many as there are bounds.</summary>
    public ReadOnlySpan<double> Buckets => _buckets;

    /// <summary>Sum of all observations.</summary>
    public double Sum { get; private set; }

    /// <summary>Number of observations.</summary>
    public long Count { get; private set; }

    /// <summary>Adds one value so many times.</summary>
    public void Add(double value, long times = 1)
    {
        _buckets[BucketOf(value)] += times;
        Sum += value * times;
        Count += times;
    }

    /// <summary>Adds <c>first, first + rise, first + 2 rise ...</c>, each so many times.</summary>
    /// <param name="first">The first value.</param>
    /// <param name="rise">What each is above the one before; 0 or more.</param>
    /// <param name="values">How many values.</param>
    /// <param name="times">How often each.</param>
    public void AddRising(double first, double rise, long values, long times)
    {
        var bucket = BucketOf(first);
        var from = 0L;
        while (from < values)
        {
            var to = rise > 0 ? Math.Min(values, CountUpTo(_bounds[bucket], first, rise, values)) : values;
            _buckets[bucket] += (to - from) * times;
            from = Math.Max(from, to);
            bucket++;
        }

        Sum += times * ((values * first) + (rise * values * (values - 1) / 2));
        Count += values * times;
    }

    /// <summary>A copy that later values do not change.</summary>
    public EngineHistogram Copy()
    {
        var copy = new EngineHistogram(_bounds) { Sum = Sum, Count = Count };
        _buckets.CopyTo(copy._buckets, 0);
        return copy;
    }

    // How many of the values lie at or below a bound; the division is only the guess.
    private static long CountUpTo(double bound, double first, double rise, long values)
    {
        if (double.IsPositiveInfinity(bound) || first + (rise * (values - 1)) <= bound)
        {
            return values;
        }

        var count = (long)((bound - first) / rise);
        while (first + (rise * count) <= bound)
        {
            count++;
        }

        while (count > 0 && first + (rise * (count - 1)) > bound)
        {
            count--;
        }

        return count;
    }

    // Neighbours in time are neighbours in value: the bucket of the last one is looked at first.
    private int BucketOf(double value)
    {
        if (value <= _bounds[_last] && (_last == 0 || value > _bounds[_last - 1]))
        {
            return _last;
        }

        var found = Array.BinarySearch(_bounds, value);
        return _last = found >= 0 ? found : ~found;
    }
}
