namespace Wva.Agent.Stream;

/// <summary>
/// Shortest mean time between two messages to one aggregator: doubled by each complaint that it is too much, halved again by each minute without one,
/// whether or not a stream ends meanwhile.
/// </summary>
internal sealed class WriteGap(TimeProvider time)
{
    /// <summary>Longest that complaints can lead to.</summary>
    public static readonly TimeSpan Max = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private TimeSpan _atComplaint = WritePace.MinGap;
    private long _complained;

    /// <summary>The gap now.</summary>
    public TimeSpan Current
    {
        get
        {
            var halvings = Math.Min((int)(time.GetElapsedTime(_complained) / Patience), 16);
            var eased = _atComplaint / (1 << halvings);
            return eased > WritePace.MinGap ? eased : WritePace.MinGap;
        }
    }

    /// <summary>The aggregator has said RESOURCE_EXHAUSTED.</summary>
    public void Complained()
    {
        var doubled = Current * 2;
        _atComplaint = doubled < Max ? doubled : Max;
        _complained = time.GetTimestamp();
    }
}
