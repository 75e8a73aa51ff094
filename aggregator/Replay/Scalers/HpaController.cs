namespace Wva.Replay.Scalers;

/// <summary>A horizontal pod autoscaler over time: looks once a period and remembers. Time is an argument; not thread-safe.</summary>
public sealed class HpaController
{
    private readonly HpaOptions _options;
    private HpaState _state = HpaState.Empty;

    /// <summary>Starts a controller.</summary>
    /// <param name="options">Its spec.</param>
    /// <param name="firstLook">When it looks first.</param>
    /// <exception cref="ArgumentException">The options have a problem; the message names all.</exception>
    public HpaController(HpaOptions options, DateTimeOffset firstLook)
    {
        var problems = options.Problems();
        if (!problems.IsEmpty)
        {
            throw new ArgumentException(string.Join("; ", problems), nameof(options));
        }

        _options = options;
        NextLook = firstLook;
    }

    /// <summary>When it looks next.</summary>
    public DateTimeOffset NextLook { get; private set; }

    /// <summary>Looks, where it is time to. After a gap it looks once, and then again in its own beat.</summary>
    /// <param name="seen">What is seen.</param>
    /// <param name="now">The time.</param>
    /// <returns>What it wants; null where it does not look yet.</returns>
    public HpaDecision? Look(HpaObservation seen, DateTimeOffset now)
    {
        if (now < NextLook)
        {
            return null;
        }

        var missed = (now - NextLook).Ticks / _options.SyncPeriod.Ticks;
        NextLook += _options.SyncPeriod * (missed + 1);
        (var decision, _state) = HpaScaler.Decide(_options, _state, seen, now);
        return decision;
    }
}
