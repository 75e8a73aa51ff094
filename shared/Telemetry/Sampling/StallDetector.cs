namespace Wva.Telemetry.Sampling;

/// <summary>
/// Tells a rank that hangs: requests run or wait, yet over 10 s of pages read one after the other no counter has moved.
/// Time in which pages could not be read proves nothing and does not count.
/// </summary>
internal sealed class StallDetector
{
    /// <summary>How long nothing must move.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private DateTimeOffset? _lastBusyPage;
    private TimeSpan _quiet;

    /// <summary>Takes note of a page.</summary>
    /// <param name="now">When it was read.</param>
    /// <param name="busy">Requests run or wait.</param>
    /// <param name="moved">Some counter differs from the page before.</param>
    /// <returns>True while the engine is stalled.</returns>
    public bool Observe(DateTimeOffset now, bool busy, bool moved)
    {
        if (!busy || moved)
        {
            _quiet = TimeSpan.Zero;
        }
        else if (_lastBusyPage is { } last && now > last)
        {
            _quiet += now - last;
        }

        _lastBusyPage = busy ? now : null;
        return _quiet >= Patience;
    }

    /// <summary>A page could not be read: the time up to the next one does not count.</summary>
    public void Interrupt() => _lastBusyPage = null;

    /// <summary>The engine was restarted.</summary>
    public void Reset()
    {
        _lastBusyPage = null;
        _quiet = TimeSpan.Zero;
    }
}
