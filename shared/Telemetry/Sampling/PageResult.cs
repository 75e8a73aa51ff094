namespace Wva.Telemetry.Sampling;

/// <summary>What became of one page.</summary>
public readonly record struct PageResult
{
    /// <summary>What the answer turned out to be.</summary>
    public PageVerdict Verdict { get; init; }

    /// <summary>One sentence that says what came instead of an engine's page; null where the page was read.</summary>
    public string? Problem { get; init; }

    /// <summary>The description of the engine is another one than after the page before.</summary>
    public bool EngineChanged { get; init; }

    /// <summary>The engine has been restarted since the page before: its counters began again.</summary>
    public bool Restarted { get; init; }

    /// <summary>Lines that could not be read, among those whose name is wanted.</summary>
    public int BadLines { get; init; }

    /// <summary>Wanted series that stood on the page more than once; the last one counts.</summary>
    public int DuplicateSeries { get; init; }
}
