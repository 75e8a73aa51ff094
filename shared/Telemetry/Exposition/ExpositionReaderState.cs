namespace Wva.Telemetry.Exposition;

/// <summary>What a reader must know of the part of a page before its own; the default value is the beginning of a page.</summary>
public readonly record struct ExpositionReaderState
{
    /// <summary>Lines so far that are neither sample, comment nor blank, among those whose name is wanted.</summary>
    public int BadLines { get; init; }

    /// <summary>A NUL stood at the start of a line, which ends a page: whatever follows is not read.</summary>
    public bool Ended { get; init; }

    /// <summary>The last line has no line feed and is no whole line: the page was cut off.</summary>
    public bool Truncated { get; init; }
}
