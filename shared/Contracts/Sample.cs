using Wva.Contracts.Codec;

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

    /// <summary>Why the last scrape failed; null where it did not. Cut here to <see cref="Wire.MaxErrorBytes"/>, whoever sets it: a peer's words must not cost the stream.</summary>
    public string? Error
    {
        get;
        set => field = value is null ? null : Texts.Clamp(value, Wire.MaxErrorBytes);
    }

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
    public void ClearRows() => Trim(_rows, 0, _spareRows);

    /// <summary>Takes all GPUs out and keeps them for reuse.</summary>
    public void ClearGpus() => Trim(_gpus, 0, _spareGpus);

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

    /// <summary>Takes out the rows beyond the first ones and keeps them for reuse.</summary>
    internal void TrimRows(int count) => Trim(_rows, count, _spareRows);

    /// <summary>Takes out the GPUs beyond the first ones and keeps them for reuse.</summary>
    internal void TrimGpus(int count) => Trim(_gpus, count, _spareGpus);

    private static void Trim<T>(List<T> used, int count, List<T> spare)
    {
        // Last one first: taken again from the end of the spare ones, each returns to its old place with its arrays already sized.
        for (var i = used.Count - 1; i >= count; i--)
        {
            spare.Add(used[i]);
            used.RemoveAt(i);
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
