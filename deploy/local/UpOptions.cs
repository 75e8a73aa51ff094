namespace Wva.Local;

/// <summary>What <c>up</c> was asked to do.</summary>
internal sealed record UpOptions
{
    /// <summary>Longest run that may be asked for, minutes: a day.</summary>
    public const double MaxMinutes = 24 * 60;

    /// <summary>The recorded engine to play.</summary>
    public required string Recording { get; init; }

    /// <summary>Moment of the recording to begin at.</summary>
    public TimeSpan From { get; init; }

    /// <summary>How long to run; null is to the end of the recording.</summary>
    public TimeSpan? Length { get; init; }

    /// <summary>No status line, also on a terminal.</summary>
    public bool Plain { get; init; }

    /// <summary>Folder to keep manifests, status and logs in; null is a temporary one, gone at the end.</summary>
    public string? Keep { get; init; }

    /// <summary>The published agent.</summary>
    public required string Agent { get; init; }

    /// <summary>The published aggregator.</summary>
    public required string Aggregator { get; init; }
}
