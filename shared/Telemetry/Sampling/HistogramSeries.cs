namespace Wva.Telemetry.Sampling;

/// <summary>The histogram of one field under one name: one for each set of labels beside <c>le</c>, added up. SGLang tells streamed requests from others, for example.</summary>
/// <param name="hasReplicas">The same histogram may come from several processes: the largest counts.</param>
internal sealed class HistogramSeries(bool hasReplicas)
{
    /// <summary>Most sets of labels. An operator may add labels with several values each; but every set is held, and a page is not trusted.</summary>
    public const int Most = 64;

    private readonly List<(ulong Series, HistogramReading Reading)> _all = [];
    private int _used;
    private bool _isClosed;
    private HistogramReading? _total;

    /// <summary>There was a set beyond the bound: the sum is wrong.</summary>
    public bool IsOverfull { get; private set; }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        _used = 0;
        IsOverfull = false;
        _isClosed = false;
    }

    /// <summary>The histogram with these labels, to be filled.</summary>
    public HistogramReading Of(ulong series)
    {
        for (var i = _used - 1; i >= 0; i--)
        {
            if (_all[i].Series == series)
            {
                return _all[i].Reading;
            }
        }

        if (_used == Most)
        {
            IsOverfull = true;
            return _all[_used - 1].Reading;
        }

        var reading = _used < _all.Count ? _all[_used].Reading : new HistogramReading(hasReplicas);
        reading.Clear();
        if (_used < _all.Count)
        {
            _all[_used] = (series, reading);
        }
        else
        {
            _all.Add((series, reading));
        }

        _used++;
        return reading;
    }

    /// <summary>Completes all and adds them up, once a page; null where there is none, or one contradicts itself or has bounds of its own.</summary>
    public HistogramReading? Close()
    {
        if (!_isClosed)
        {
            _isClosed = true;
            _total = Total();
        }

        return _total;
    }

    private HistogramReading? Total()
    {
        var known = _used > 0 && !IsOverfull;
        for (var i = 0; i < _used; i++)
        {
            known &= _all[i].Reading.Close() && (i == 0 || (known && _all[0].Reading.TryAdd(_all[i].Reading)));
        }

        return known ? _all[0].Reading : null;
    }
}
