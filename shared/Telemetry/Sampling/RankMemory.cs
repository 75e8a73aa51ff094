using Wva.Contracts;

namespace Wva.Telemetry.Sampling;

/// <summary>What a rank has shown since the engine's start; forgotten when the engine restarts.</summary>
internal sealed class RankMemory
{
    private readonly double[] _last = new double[RowFields.Count];

    /// <summary>Makes an empty memory.</summary>
    public RankMemory() => Forget();

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
    /// True where the engine has done something since the page before. Rejections and aborts are the front end's own doing: it counts them
    /// while the engine behind it hangs.
    /// </summary>
    public bool Moved(Rank rank)
    {
        for (var field = RowFields.GaugeCount; field < RowFields.Count; field++)
        {
            var now = Cumulative(rank, (RowField)field);
            var moved = (RowField)field switch
            {
                RowField.Rejected or RowField.Aborted => false,
                RowField.Finished => !Same(Served(now, rank.Value(RowField.Aborted)), Served(_last[field], _last[(int)RowField.Aborted])),
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
        for (var field = RowFields.GaugeCount; field < RowFields.Count; field++)
        {
            var now = Cumulative(rank, (RowField)field);
            _last[field] = double.IsNaN(now) ? _last[field] : now;
        }
    }

    /// <summary>The engine was restarted.</summary>
    public void Forget()
    {
        HadLoadGauges = false;
        Array.Fill(_last, double.NaN);
    }

    private static double Served(double finished, double aborted) => double.IsNaN(aborted) ? finished : finished - aborted;

    // A number that is gone is no sign of life; one that was not there before is.
    private static bool Same(double now, double before) => double.IsNaN(now) || now.Equals(before);
}
