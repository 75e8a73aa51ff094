namespace Wva.Fleet.Windows;

/// <summary>The most that a gauge has shown over the last minute. Between two readings the gauge is taken to have stood where it was.</summary>
internal sealed class PeakWindow
{
    private const int BucketCount = 13; // twelve whole ones and the one that is being filled
    private static readonly long BucketTicks = TimeSpan.FromSeconds(5).Ticks;

    private readonly double[] _peaks = new double[BucketCount];
    private double _last = double.NaN;
    private long _newestBucket = -1;

    public PeakWindow() => Array.Fill(_peaks, double.NaN);

    /// <summary>Takes a reading; null is unknown, and leaves what was seen before in the window.</summary>
    public void Observe(double? value, DateTimeOffset at)
    {
        MoveTo(at.UtcTicks / BucketTicks);
        _last = value ?? double.NaN;
        Raise(ref Newest, _last);
    }

    /// <summary>Nothing has changed up to this time.</summary>
    public void Confirm(DateTimeOffset at) => MoveTo(at.UtcTicks / BucketTicks);

    /// <summary>The peak of the minute that ends now; null where no reading of it is known.</summary>
    public double? PeakAt(DateTimeOffset now)
    {
        var peak = double.NaN;
        var oldest = Math.Max(_newestBucket, now.UtcTicks / BucketTicks) - BucketCount + 1;
        for (var bucket = Math.Max(0, oldest); bucket <= _newestBucket; bucket++)
        {
            Raise(ref peak, _peaks[bucket % BucketCount]);
        }

        return double.IsNaN(peak) ? null : peak;
    }

    private ref double Newest => ref _peaks[_newestBucket % BucketCount];

    private static void Raise(ref double peak, double value)
    {
        if (double.IsNaN(peak) || value > peak)
        {
            peak = value;
        }
    }

    private void MoveTo(long bucket)
    {
        if (bucket < _newestBucket - 1)
        {
            // The clock was set back: the ring is of another time.
            Array.Fill(_peaks, _last);
            _newestBucket = bucket;
        }

        var passed = Math.Min(bucket - _newestBucket, BucketCount);
        for (var i = bucket - passed + 1; i <= bucket; i++)
        {
            _peaks[i % BucketCount] = _last;
        }

        _newestBucket = Math.Max(_newestBucket, bucket);
    }
}
