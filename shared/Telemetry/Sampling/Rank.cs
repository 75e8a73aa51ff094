using Wva.Contracts;
using Wva.Telemetry.Engines;

namespace Wva.Telemetry.Sampling;

/// <summary>One data-parallel rank: what the page at hand shows of it, and what it has shown since the engine's start.</summary>
internal sealed class Rank
{
    private const uint RequestCounters = (1u << (int)RowField.Finished) | (1u << (int)RowField.PromptTokens) | (1u << (int)RowField.GenerationTokens);

    private readonly uint _loadGauges;
    private readonly bool _appearsWhenAsked;
    private readonly HistogramSeries[][] _histograms;
    private readonly HistogramReading?[] _chosen = new HistogramReading?[RowFields.HistogramCount];
    private readonly double[] _values = new double[RowFields.ScalarCount];
    private readonly RankMemory _memory;
    private double _ownPulse = double.NaN;

    /// <summary>Makes a rank that has shown nothing yet.</summary>
    public Rank(string name, byte[] instance, byte[] label, SeriesTable table)
    {
        Name = name;
        Instance = instance;
        Label = label;
        (_loadGauges, _appearsWhenAsked) = (table.LoadGauges, table.Map.AppearsWhenAsked);
        _memory = new RankMemory(table.Map);
        var hasReplicas = table.ReplicaLabels.Length > 0;
        Scalars = new ScalarReadings(hasReplicas);
        _histograms = [.. Enumerable.Range(RowFields.ScalarCount, RowFields.HistogramCount)
            .Select(field => Enumerable.Range(0, table.NameCount((RowField)field)).Select(_ => new HistogramSeries(hasReplicas)).ToArray())];
    }

    /// <summary>Its name, as rows carry it.</summary>
    public string Name { get; }

    /// <summary>The raw bytes of the label of its engine; empty where there is one engine.</summary>
    public byte[] Instance { get; }

    /// <summary>The raw bytes of its label.</summary>
    public byte[] Label { get; }

    /// <summary>Its gauges and counters on the page at hand.</summary>
    public ScalarReadings Scalars { get; }

    /// <summary>Some histogram has more sets of labels than are held.</summary>
    public bool HasOverfullHistogram { get; private set; }

    /// <summary>The page at hand shows something of it.</summary>
    public bool OnPage { get; set; }

    /// <summary>A page that was accepted has shown it.</summary>
    public bool IsAccepted { get; set; }

    /// <summary>Sum of the counters that move while it works, on the page at hand; NaN where it shows none. After <see cref="Resolve"/>.</summary>
    public double Pulse { get; private set; }

    /// <summary>Fields that the page at hand shows, a bit each; after <see cref="Resolve"/>.</summary>
    public uint Present { get; private set; }

    /// <summary>Some gauge of the load is on the page at hand; after <see cref="Resolve"/>.</summary>
    public bool HasLoadGauges => (Present & _loadGauges) != 0;

    /// <summary>What it has shown since the engine's start.</summary>
    public RankMemory Memory => _memory;

    /// <summary>Value of a gauge or counter, NaN where unknown; after <see cref="Resolve"/>.</summary>
    public double Value(RowField field) => _values[(int)field];

    /// <summary>The histogram of a field, null where unknown; after <see cref="Resolve"/>.</summary>
    public HistogramReading? Histogram(RowField field) => _chosen[(int)field - RowFields.ScalarCount];

    /// <summary>True where it is the rank of these labels.</summary>
    public bool Is(ReadOnlySpan<byte> instance, ReadOnlySpan<byte> label) => label.SequenceEqual(Label) && instance.SequenceEqual(Instance);

    /// <summary>The histogram of a field under one of its names and with one set of labels, to be filled.</summary>
    public HistogramReading Histogram(RowField field, int preference, ulong series)
    {
        var all = _histograms[(int)field - RowFields.ScalarCount][preference];
        var one = all.Of(series);
        HasOverfullHistogram |= all.IsOverfull;
        return one;
    }

    /// <summary>Begins a page.</summary>
    public void Begin()
    {
        OnPage = false;
        HasOverfullHistogram = false;
        _ownPulse = double.NaN;
        Scalars.Clear();
        foreach (var names in _histograms)
        {
            foreach (var histogram in names)
            {
                histogram.Clear();
            }
        }
    }

    /// <summary>Takes a counter that moves while it works; units do not matter, for only a difference to the page before does.</summary>
    public void AddPulse(double value) => _ownPulse = double.IsFinite(value) ? Sum(_ownPulse, value) : _ownPulse;

    /// <summary>Settles what the page shows of this rank alone.</summary>
    public void Resolve()
    {
        Pulse = _ownPulse;
        Scalars.Resolve(_values);
        Present = 0;
        for (var i = 0; i < _values.Length; i++)
        {
            Present |= double.IsNaN(_values[i]) ? 0 : 1u << i;
        }

        for (var i = 0; i < _chosen.Length; i++)
        {
            _chosen[i] = Close(_histograms[i]);
            Present |= _chosen[i] is null ? 0 : 1u << (RowFields.ScalarCount + i);
        }
    }

    /// <summary>Takes over what the page's series without rank show.</summary>
    /// <param name="unlabelled">They, resolved.</param>
    /// <param name="taken">Fields that some rank shows by itself: the page's own number would count them twice.</param>
    public void Fill(Rank unlabelled, uint taken)
    {
        Pulse = Sum(Pulse, unlabelled.Pulse);
        var gaps = unlabelled.Present & ~taken;
        Present |= gaps;
        for (var i = 0; i < RowFields.Count; i++)
        {
            if ((gaps & (1u << i)) == 0)
            {
                continue;
            }

            if (i < RowFields.ScalarCount)
            {
                _values[i] = unlabelled._values[i];
            }
            else
            {
                _chosen[i - RowFields.ScalarCount] = unlabelled._chosen[i - RowFields.ScalarCount];
            }
        }
    }

    /// <summary>
    /// True while it hangs: requests run or wait, yet neither a counter nor the use of the KV cache has moved over ten seconds of pages. Not where it is asleep, nor where its page has no counter that moves at every step:
    /// those that move when a request ends may rest for long while the engine works.
    /// </summary>
    public bool NoticeStall(DateTimeOffset now)
    {
        var moved = _memory.Moved(this);
        _memory.Keep(this);
        if (double.IsNaN(Pulse) || (double.IsNaN(Value(RowField.Running)) && double.IsNaN(Value(RowField.Waiting))))
        {
            _memory.Stall.Interrupt();
            return false;
        }

        var busy = (Value(RowField.Running) > 0 || Value(RowField.Waiting) > 0) && !(Value(RowField.Asleep) > 0);
        return _memory.Stall.Observe(now, busy, moved);
    }

    /// <summary>Up and never asked: no gauge of the load now or since the engine's start, and every counter there is at 0.</summary>
    public bool IsIdle()
    {
        // A page just after the start may show neither gauges nor counters: of most engines that is no evidence of anything.
        if (HasLoadGauges || _memory.HadLoadGauges || ((Present & RequestCounters) == 0 && !_appearsWhenAsked))
        {
            return false;
        }

        for (var field = RowFields.GaugeCount; field < RowFields.Count; field++)
        {
            if (RankMemory.Cumulative(this, (RowField)field) > 0)
            {
                return false;
            }
        }

        return true;
    }

    private static double Sum(double one, double other) => double.IsNaN(one) ? other : double.IsNaN(other) ? one : one + other;

    private static HistogramReading? Close(HistogramSeries[] names)
    {
        HistogramReading? known = null;
        for (var i = 0; i < names.Length && known is null; i++)
        {
            known = names[i].Close();
        }

        return known;
    }
}
