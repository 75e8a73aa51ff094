using Wva.Contracts;
using Wva.Telemetry.Engines;

namespace Wva.Telemetry.Sampling;

/// <summary>What a rank has shown since the engine's start; forgotten when the engine restarts.</summary>
internal sealed class RankMemory
{
    private readonly bool _finishedHasAborts;
    private readonly uint _countedInFront;
    private readonly double[] _last = new double[RowFields.Count];
    private double _lastPulse;

    /// <summary>Makes an empty memory.</summary>
    /// <param name="map">The engine's.</param>
    public RankMemory(EngineMap map)
    {
        _finishedHasAborts = map.FinishedHasAborts;
        foreach (var field in map.CountedInFront)
        {
            _countedInFront |= 1u << (int)field;
        }

        Forget();
    }

    /// <summary>How long it has been busy without moving.</summary>
    public StallDetector Stall { get; } = new();

    /// <summary>A gauge of the load has stood on some page.</summary>
    public bool HadLoadGauges { get; private set; }

    /// <summary>The number of a field that only grows (a histogram's count), NaN where unknown.</summary>
    public static double Cumulative(Rank rank, RowField field) =>
        RowFields.IsHistogram(field) ? rank.Histogram(field)?.Count ?? double.NaN : rank.Value(field);

    /// <summary>True where some counter is lower than it was.</summary>
    public bool WentBack(Rank rank)
    {
        for (var field = RowFields.GaugeCount; field < RowFields.Count; field++)
        {
            if (Cumulative(rank, (RowField)field) < _last[field])
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// True where the engine has done something since the page before. Rejections and aborts, say, are the front end's own doing: it counts them
    /// while the engine behind it hangs. A use of the KV cache that differs comes from the engine, and is all that a long prefill in chunks shows.
    /// </summary>
    public bool Moved(Rank rank)
    {
        if (!Same(rank.Pulse, _lastPulse) || !Same(rank.Value(RowField.KvCacheUsage), _last[(int)RowField.KvCacheUsage]))
        {
            return true;
        }

        for (var field = RowFields.GaugeCount; field < RowFields.Count; field++)
        {
            var now = Cumulative(rank, (RowField)field);
            var moved = (RowField)field switch
            {
                _ when (_countedInFront & (1u << field)) != 0 => false,
                RowField.Finished when _finishedHasAborts => !Same(Served(now, rank.Value(RowField.Aborted)), Served(_last[field], _last[(int)RowField.Aborted])),
                _ => !Same(now, _last[field]),
            };
            if (moved)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Keeps what the page shows, for the next one.</summary>
    public void Keep(Rank rank)
    {
        HadLoadGauges |= rank.HasLoadGauges;
        _lastPulse = Known(rank.Pulse, _lastPulse);
        _last[(int)RowField.KvCacheUsage] = Known(rank.Value(RowField.KvCacheUsage), _last[(int)RowField.KvCacheUsage]);
        for (var field = RowFields.GaugeCount; field < RowFields.Count; field++)
        {
            _last[field] = Known(Cumulative(rank, (RowField)field), _last[field]);
        }
    }

    /// <summary>The engine was restarted.</summary>
    public void Forget()
    {
        HadLoadGauges = false;
        Stall.Reset();
        Array.Fill(_last, double.NaN);
        _lastPulse = double.NaN;
    }

    private static double Known(double now, double before) => double.IsNaN(now) ? before : now;

    private static double Served(double finished, double aborted) => double.IsNaN(aborted) ? finished : finished - aborted;

    // A number that is gone is no sign of life; one that was not there before is.
    private static bool Same(double now, double before) => double.IsNaN(now) || now.Equals(before);
}
