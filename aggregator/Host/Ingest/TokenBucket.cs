namespace Wva.Aggregator.Ingest;

/// <summary>Bounds a stream's messages: so many a second, and a burst for one that was held up on its way. Not thread-safe; a stream has one.</summary>
internal sealed class TokenBucket
{
    private readonly double _perSecond;
    private readonly double _burst;
    private readonly TimeProvider _time;
    private double _tokens;
    private long _last;

    /// <summary>A full bucket.</summary>
    public TokenBucket(double perSecond, double burst, TimeProvider time)
    {
        (_perSecond, _burst, _time, _tokens, _last) = (perSecond, burst, time, burst, time.GetTimestamp());
    }

    /// <summary>Takes one token; false where there is none.</summary>
    public bool TryTake()
    {
        var now = _time.GetTimestamp();
        _tokens = Math.Min(_burst, _tokens + (_time.GetElapsedTime(_last, now).TotalSeconds * _perSecond));
        _last = now;
        if (_tokens < 1)
        {
            return false;
        }

        _tokens--;
        return true;
    }
}
