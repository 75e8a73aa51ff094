using Wva.Contracts;
using Wva.Fleet.Windows;

namespace Wva.Fleet.Replicas;

/// <summary>The ledger's entry of one rank: its last known numbers and its windows.</summary>
internal sealed class RankRow(string rank)
{
    private readonly double[] _counters = NothingKnown(RowFields.Count - RowFields.GaugeCount); // counters, then counts of histograms
    private readonly PeakWindow _kvCacheUsagePeak = new();
    private readonly PeakWindow _waitingPeak = new();
    private DateTimeOffset? _readAt;
    private double _arrivedOffset;

    public string Rank { get; } = rank;

    /// <summary>Its numbers are not those of the last page.</summary>
    public bool IsStale { get; set; }

    /// <summary>Since when pages of its engine have been read on which it was missing, old, or did not say what a decision needs; null where the last one did.</summary>
    public DateTimeOffset? UnusableSince { get; private set; }

    public double? Running { get; private set; }

    public double? Waiting { get; private set; }

    public double? KvCacheUsage { get; private set; }

    public double? SleepLevel { get; private set; }

    public double? PeakKvCacheUsageAt(DateTimeOffset now) => _kvCacheUsagePeak.PeakAt(now);

    public double? PeakWaitingAt(DateTimeOffset now) => _waitingPeak.PeakAt(now);

    public RankFlows Flows { get; } = new();

    /// <summary>Requests that have arrived, as far as ever proved: never falls.</summary>
    public double Arrived { get; private set; }

    /// <summary>True where a counter is less than it was, which only a restart explains. Sums are no evidence: they are rounded.</summary>
    public bool WentBack(SampleRow row)
    {
        for (var i = 0; i < _counters.Length; i++)
        {
            if (Counter(row, i) < _counters[i])
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The engine has restarted: its counters begin at zero, and its gauges are unknown.</summary>
    public void Restart()
    {
        Array.Fill(_counters, double.NaN);
        Running = Waiting = KvCacheUsage = SleepLevel = null;
        Flows.Restart();
        _arrivedOffset = Arrived - Flows.Arrived; // a dip that the old engine never made good is none of the new one's
    }

    /// <summary>Takes a row of a sample. In a failed one, what it does not know stands as it was.</summary>
    public void Observe(SampleRow row, bool failed, DateTimeOffset at)
    {
        var busyBefore = BusyShare;
        TakeGauges(row, failed);
        for (var i = 0; i < _counters.Length; i++)
        {
            _counters[i] = Counter(row, i) ?? _counters[i];
        }

        IsStale = failed || IsOld(row, RowField.Running) || IsOld(row, RowField.Waiting) || IsOld(row, RowField.KvCacheUsage);
        var level = row.Number(RowField.Finished) + Running + Waiting;
        if (!failed || level is not null)
        {
            // A failed scrape repeats the last page: it closes the gap to a page that was lost on the way, and a bare one says nothing.
            Flows.Observe(row, level, SecondsTo(at) * (busyBefore + BusyShare) / 2, at);
            Arrived = Math.Max(Arrived, Flows.Arrived + _arrivedOffset);
        }

        _kvCacheUsagePeak.Observe(KvCacheUsage, at);
        _waitingPeak.Observe(Waiting, at);
        _readAt = at;
    }

    /// <summary>The engine was read again, and nothing had changed.</summary>
    public void Confirm(DateTimeOffset at)
    {
        Flows.Confirm(SecondsTo(at) * BusyShare, at);
        _kvCacheUsagePeak.Confirm(at);
        _waitingPeak.Confirm(at);
        _readAt = at;
    }

    /// <summary>A page was read, whether this rank was on it or not.</summary>
    public void NoteUse(DateTimeOffset now)
        => UnusableSince = IsStale || KvCacheUsage is null || Waiting is null ? UnusableSince ?? now : null;

    private double BusyShare => Running > 0 ? 1 : 0;

    private static double[] NothingKnown(int count)
    {
        var numbers = new double[count];
        Array.Fill(numbers, double.NaN);
        return numbers;
    }

    private static bool IsOld(SampleRow row, RowField field) => row.State(field) == FieldState.Stale;

    private static double? Counter(SampleRow row, int index)
    {
        var field = (RowField)(index + RowFields.GaugeCount);
        return RowFields.IsHistogram(field) ? row.Count(field) : row.Number(field);
    }

    private void TakeGauges(SampleRow row, bool failed)
    {
        // A server that was never asked shows no gauges: that is 0, not unknown (recorded from real engines).
        double? none = row.Number(RowField.Idle) > 0 ? 0 : null;
        Running = row.Number(RowField.Running) ?? none ?? (failed ? Running : null);
        Waiting = row.Number(RowField.Waiting) ?? none ?? (failed ? Waiting : null);
        KvCacheUsage = row.Number(RowField.KvCacheUsage) ?? none ?? (failed ? KvCacheUsage : null);
        SleepLevel = row.Number(RowField.Asleep) ?? (failed ? SleepLevel : null);
    }

    private double SecondsTo(DateTimeOffset at) => _readAt is { } before && at > before ? (at - before).TotalSeconds : 0;
}
