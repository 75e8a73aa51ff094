namespace Wva.Agent.Scrape;

/// <summary>The last read times of the page, for their median: one slow page among fast ones changes nothing.</summary>
internal sealed class ReadTimes
{
    /// <summary>How many reads are remembered.</summary>
    public const int Window = 15;

    private readonly TimeSpan[] _times = new TimeSpan[Window];
    private int _count;
    private int _next;

    /// <summary>Median of those remembered, the upper one of two; null before the first.</summary>
    public TimeSpan? Median
    {
        get
        {
            if (_count == 0)
            {
                return null;
            }

            Span<TimeSpan> sorted = stackalloc TimeSpan[Window];
            sorted = sorted[.._count];
            _times.AsSpan(0, _count).CopyTo(sorted);
            sorted.Sort();
            return sorted[_count / 2];
        }
    }

    /// <summary>Remembers one more, and forgets the oldest where there are too many.</summary>
    public void Add(TimeSpan time)
    {
        _times[_next] = time;
        _next = (_next + 1) % Window;
        _count = Math.Min(_count + 1, Window);
    }
}
