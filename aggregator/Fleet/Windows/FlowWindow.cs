namespace Wva.Fleet.Windows;

/// <summary>
/// What several cumulative numbers have grown by over the last span, in a ring of equal buckets.
/// A difference is spread evenly over the time it took, so that a gap between two samples costs resolution and never counts.
/// Fixed in size; observing allocates nothing.
/// </summary>
internal sealed class FlowWindow
{
    /// <summary>A rate over less than this is noise.</summary>
    private const long LeastSpanTicks = TimeSpan.TicksPerSecond;

    private readonly long _bucketTicks;
    private readonly int _bucketCount;
    private readonly Flow[] _flows;
    private readonly double[] _changes; // bucket by bucket, all flows of a bucket together
    private long _newestBucket = -1;

    public FlowWindow(int flowCount, TimeSpan bucket, int bucketCount)
    {
        _bucketTicks = bucket.Ticks;
        _bucketCount = bucketCount;
        _flows = new Flow[flowCount];
        _changes = new double[bucketCount * flowCount];
    }

    /// <summary>Takes the cumulative number of a flow at a time; null is unknown, and the flow is unknown until the next number.</summary>
    public void Observe(int flow, double? cumulative, DateTimeOffset at)
    {
        var ticks = MoveTo(at);
        ref var state = ref _flows[flow];
        state.IsKnown = cumulative.HasValue;
        if (cumulative is not { } value)
        {
            return;
        }

        if (state.IsBegun)
        {
            Add(flow, value - state.Last, state.LastTicks, ticks);
        }
        else
        {
            state.IsBegun = true;
            state.SinceTicks = ticks;
        }

        state.Last = value;
        state.LastTicks = ticks;
    }

    /// <summary>Nothing has changed up to this time.</summary>
    public void Confirm(DateTimeOffset at)
    {
        var ticks = MoveTo(at);
        foreach (ref var flow in _flows.AsSpan())
        {
            if (flow.IsKnown)
            {
                flow.LastTicks = ticks;
            }
        }
    }

    /// <summary>The engine has restarted: the next numbers count from zero.</summary>
    public void Restart()
    {
        foreach (ref var flow in _flows.AsSpan())
        {
            flow.Last = 0;
        }
    }

    /// <summary>Growth since the first number, restarts included; may dip where the number is not strictly a counter.</summary>
    public double Total(int flow) => _flows[flow].Total;

    /// <summary>Whether the last reading gave the number.</summary>
    public bool IsKnown(int flow) => _flows[flow].IsKnown;

    /// <summary>Growth over the window that ends now, never negative; null where unknown, or not observed in it.</summary>
    public double? Change(int flow, DateTimeOffset now)
    {
        var oldest = OldestBucket(now);
        if (!_flows[flow].IsKnown || _flows[flow].LastTicks < oldest * _bucketTicks)
        {
            return null;
        }

        var change = 0.0;
        for (var bucket = oldest; bucket <= _newestBucket; bucket++)
        {
            change += BucketOf(bucket)[flow];
        }

        return Math.Max(0, change);
    }

    /// <summary>Growth a second over the part of the window that was observed; null where unknown or observed for under a second.</summary>
    public double? PerSecond(int flow, DateTimeOffset now)
    {
        var state = _flows[flow];
        var spanTicks = state.LastTicks - Math.Max(state.SinceTicks, OldestBucket(now) * _bucketTicks);
        return spanTicks < LeastSpanTicks ? null : Change(flow, now) / ((double)spanTicks / TimeSpan.TicksPerSecond);
    }

    /// <summary>Time goes on though nobody reads the engine. A clock that was set back since does not bring old buckets back.</summary>
    private long OldestBucket(DateTimeOffset now)
        => Math.Max(0, Math.Max(_newestBucket, now.UtcTicks / _bucketTicks) - _bucketCount + 1);

    private long MoveTo(DateTimeOffset at)
    {
        var ticks = at.UtcTicks;
        var bucket = ticks / _bucketTicks;
        if (bucket < _newestBucket - 1)
        {
            // The clock was set back: the ring is of another time, the totals stand.
            Begin(ticks);
        }

        if (bucket > _newestBucket)
        {
            var passed = Math.Min(bucket - _newestBucket, _bucketCount);
            for (var i = bucket - passed + 1; i <= bucket; i++)
            {
                BucketOf(i).Clear();
            }

            _newestBucket = bucket;
        }

        return ticks;
    }

    private void Begin(long ticks)
    {
        Array.Clear(_changes);
        foreach (ref var flow in _flows.AsSpan())
        {
            flow.SinceTicks = ticks;
            flow.LastTicks = ticks;
        }

        _newestBucket = ticks / _bucketTicks;
    }

    private void Add(int flow, double change, long fromTicks, long toTicks)
    {
        _flows[flow].Total += change;
        if (change == 0)
        {
            return;
        }

        if (toTicks <= fromTicks)
        {
            BucketOf(_newestBucket)[flow] += change;
            return;
        }

        var perTick = change / (toTicks - fromTicks);
        for (var bucket = Math.Max(fromTicks / _bucketTicks, _newestBucket - _bucketCount + 1); bucket <= _newestBucket; bucket++)
        {
            var begin = Math.Max(fromTicks, bucket * _bucketTicks);
            var end = Math.Min(toTicks, (bucket + 1) * _bucketTicks);
            BucketOf(bucket)[flow] += perTick * Math.Max(0, end - begin);
        }
    }

    private Span<double> BucketOf(long bucket) => _changes.AsSpan((int)(bucket % _bucketCount) * _flows.Length, _flows.Length);

    private struct Flow
    {
        public double Last;
        public double Total;
        public long SinceTicks;
        public long LastTicks;
        public bool IsKnown;
        public bool IsBegun;
    }
}
