namespace Wva.Contracts;

/// <summary>
/// All that one scrape gave: a row a rank, the GPUs, and the scrape itself. Numbers are cumulative, never deltas.
/// Mutable and reused on both ends of the wire, so that neither allocates in a steady state.
/// </summary>
public sealed class Sample
{
    private readonly List<SampleRow> _spareRows = [];
    private readonly List<GpuRow> _spareGpus = [];
    private readonly List<SampleRow> _rows = [];
    private readonly List<GpuRow> _gpus = [];

    /// <summary>The agent's monotonic clock when the scrape ended, milliseconds since an arbitrary start.</summary>
    public long MonotonicMilliseconds { get; set; }

    /// <summary>One row a data-parallel rank, in the order of the page.</summary>
    public IReadOnlyList<SampleRow> Rows => _rows;

    /// <summary>The GPUs of the pod; empty where there is no telemetry.</summary>
    public IReadOnlyList<GpuRow> Gpus => _gpus;

    /// <summary>Age, when this sample was written, of the last page that was read successfully, seconds; null before the first.</summary>
    public double? ScrapeAgeSeconds { get; set; }

    /// <summary>How long the last read of the page took, seconds.</summary>
    public double ReadSeconds { get; set; }

    /// <summary>Length of the page, bytes.</summary>
    public long Bytes { get; set; }

    /// <summary>Requests run or wait, and no counter has moved for 10 s of successful pages.</summary>
    public bool Stalled { get; set; }

    /// <summary>Why the last scrape failed; null where it did not.</summary>
    public string? Error { get; set; }

    /// <summary>Adds an empty row, from those given back earlier where there is one.</summary>
    public SampleRow AddRow(string rank)
    {
        var row = Take(_spareRows) ?? new SampleRow();
        row.Clear();
        row.Rank = rank;
        _rows.Add(row);
        return row;
    }

    /// <summary>Adds an empty GPU, from those given back earlier where there is one.</summary>
    public GpuRow AddGpu(string uuid)
    {
        var gpu = Take(_spareGpus) ?? new GpuRow();
        gpu.Clear();
        gpu.Uuid = uuid;
        _gpus.Add(gpu);
        return gpu;
    }

    /// <summary>Takes all rows out and keeps them for reuse.</summary>
    public void ClearRows()
    {
        _spareRows.AddRange(_rows);
        _rows.Clear();
    }

    /// <summary>Takes all GPUs out and keeps them for reuse.</summary>
    public void ClearGpus()
    {
        _spareGpus.AddRange(_gpus);
        _gpus.Clear();
    }

    /// <summary>Makes every known field of every row stale.</summary>
    public void MarkStale()
    {
        foreach (var row in _rows)
        {
            row.MarkStale();
        }
    }

    /// <summary>Copies everything.</summary>
    public void CopyFrom(Sample other)
    {
        MonotonicMilliseconds = other.MonotonicMilliseconds;
        ScrapeAgeSeconds = other.ScrapeAgeSeconds;
        ReadSeconds = other.ReadSeconds;
        Bytes = other.Bytes;
        Stalled = other.Stalled;
        Error = other.Error;
        ClearRows();
        foreach (var row in other._rows)
        {
            AddRow(row.Rank).CopyFrom(row);
        }

        ClearGpus();
        foreach (var gpu in other._gpus)
        {
            AddGpu(gpu.Uuid).CopyFrom(gpu);
        }
    }

    private static T? Take<T>(List<T> spare)
        where T : class
    {
        if (spare.Count == 0)
        {
            return null;
        }

        var last = spare[^1];
        spare.RemoveAt(spare.Count - 1);
        return last;
    }
}
