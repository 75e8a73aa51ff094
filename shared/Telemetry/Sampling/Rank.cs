using Wva.Contracts;
using Wva.Telemetry.Engines;

namespace Wva.Telemetry.Sampling;

/// <summary>One data-parallel rank: what the page at hand shows of it, and what it has shown since the engine's start.</summary>
internal sealed class Rank
{
    private const uint RequestCounters = (1u << (int)RowField.Finished) | (1u << (int)RowField.PromptTokens) | (1u << (int)RowField.GenerationTokens);

    private readonly uint _loadGauges;
    private readonly HistogramReading[][] _histograms;
    private readonly HistogramReading?[] _chosen = new HistogramReading?[RowFields.HistogramCount];
    private readonly double[] _values = new double[RowFields.ScalarCount];
    private readonly RankMemory _memory = new();

    /// <summary>Makes a rank that has shown nothing yet.</summary>
    public Rank(string name, byte[] label, SeriesTable table)
    {
        Name = name;
        Label = label;
        _loadGauges = table.LoadGauges;
        _histograms = [.. Enumerable.Range(RowFields.ScalarCount, RowFields.HistogramCount)
            .Select(field => Enumerable.Range(0, table.NameCount((RowField)field)).Select(_ => new HistogramReading()).ToArray())];
    }

    /// <summary>Its name, as rows carry it.</summary>
    public string Name { get; }

    /// <summary>The raw bytes of its label.</summary>
    public byte[] Label { get; }

    /// <summary>Its gauges and counters on the page at hand.</summary>
    public ScalarReadings Scalars { get; } = new();

    /// <summary>The page at hand shows something of it.</summary>
    public bool OnPage { get; set; }

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

    /// <summary>The histogram of a field under one of its names, to be filled.</summary>
    public HistogramReading Histogram(RowField field, int preference) => _histograms[(int)field - RowFields.ScalarCount][preference];

    /// <summary>Begins a page.</summary>
    public void Begin()
    {
        OnPage = false;
        Scalars.Clear();
        foreach (var names in _histograms)
        {
            foreach (var histogram in names)
            {
                histogram.Clear();
            }
        }
    }

    /// <summary>Settles what the page shows.</summary>
    /// <param name="unlabelled">The page's series without rank where they count for this rank, else null; they only fill gaps.</param>
    public void Resolve(Rank? unlabelled)
    {
        Scalars.Resolve(_values);
        Present = 0;
        for (var i = 0; i < _values.Length; i++)
        {
            _values[i] = double.IsNaN(_values[i]) && unlabelled is not null ? unlabelled._values[i] : _values[i];
            Present |= double.IsNaN(_values[i]) ? 0 : 1u << i;
        }

        for (var i = 0; i < _chosen.Length; i++)
        {
            _chosen[i] = Array.Find(_histograms[i], static histogram => histogram.Close()) ?? unlabelled?._chosen[i];
            Present |= _chosen[i] is null ? 0 : 1u << (RowFields.ScalarCount + i);
        }
    }

    /// <summary>Up and never asked: no gauge of the load now or since the engine's start, and every counter there is at 0.</summary>
    public bool IsIdle()
    {
        // A page just after the start may show neither gauges nor counters: that is no evidence of anything.
        if (HasLoadGauges || _memory.HadLoadGauges || (Present & RequestCounters) == 0)
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
}
