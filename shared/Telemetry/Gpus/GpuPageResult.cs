namespace Wva.Telemetry.Gpus;

/// <summary>What became of one page of a GPU's exporter.</summary>
public readonly record struct GpuPageResult
{
    /// <summary>What the answer turned out to be.</summary>
    public GpuPageVerdict Verdict { get; init; }

    /// <summary>One sentence that says what came instead; null where the page was read.</summary>
    public string? Problem { get; init; }

    /// <summary>GPUs (under MIG instances) on the page, whosever they are.</summary>
    public int OnPage { get; init; }

    /// <summary>Of these the pod's, those left out for want of room included.</summary>
    public int Own { get; init; }

    /// <summary>Lines that could not be read, among those whose name is wanted.</summary>
    public int BadLines { get; init; }
}
