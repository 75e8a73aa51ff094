namespace Wva.Fleet.Windows;

/// <summary>Requests that were alive at any moment of the last span: those under way when it began, and those that arrived since. A ring of equal buckets, fixed in size.</summary>
internal sealed class RequestWindow
{
    private const int BucketCount = 60;
    private const int Slots = BucketCount + 2; // the span begins within a bucket, and the one before tells what was under way then

    private readonly long _bucketTicks;
    private readonly double[] _arrived = new double[Slots];
    private readonly double[] _underWay = new double[Slots]; // at the end of each bucket
    private readonly DateTimeOffset _since;
    private readonly TimeSpan _span;
    private long _newest;
    private bool _isBegun;

    /// <summary>Begins at a time.</summary>
    public RequestWindow(TimeSpan span, DateTimeOffset now)
    {
        (_span, _since) = (span, now);
        _bucketTicks = Math.Max(TimeSpan.TicksPerSecond, (span.Ticks + BucketCount - 1) / BucketCount);
        _newest = now.UtcTicks / _bucketTicks;
    }

    /// <summary>Takes what arrived since the last look, and how many are under way now.</summary>
    public void Observe(double arrived, double underWay, DateTimeOffset now)
    {
        if (!_isBegun)
        {
            Array.Fill(_underWay, underWay);
            _isBegun = true;
        }

        var before = _underWay[Index(_newest)];
        var bucket = Math.Max(_newest, now.UtcTicks / _bucketTicks);
        for (var next = Math.Max(_newest + 1, bucket - Slots + 1); next <= bucket; next++)
        {
            (_arrived[Index(next)], _underWay[Index(next)]) = (0, before); // nobody looked in between: what was under way then still was
        }

        _newest = bucket;
        _arrived[Index(bucket)] += arrived;
        _underWay[Index(bucket)] = underWay;
    }

    /// <summary>How many; null until a whole span has been looked at.</summary>
    public double? At(DateTimeOffset now)
    {
        if (now - _since < _span)
        {
            return null;
        }

        var oldest = Math.Clamp((now - _span).UtcTicks / _bucketTicks, _newest - BucketCount, _newest);
        var seen = _underWay[Index(oldest - 1)];
        for (var bucket = oldest; bucket <= _newest; bucket++)
        {
            seen += _arrived[Index(bucket)];
        }

        return seen;
    }

    private static int Index(long bucket) => (int)(bucket % Slots);
}
