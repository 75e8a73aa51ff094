namespace Wva.Local;

/// <summary>What <c>up</c> was asked to do.</summary>
internal sealed record UpOptions
{
    /// <summary>Longest run that may be asked for, minutes: a day.</summary>
    public const double MaxMinutes = 24 * 60;

    /// <summary>The recorded engine to play; null plays a simulated cluster.</summary>
    public string? Recording { get; init; }

    /// <summary>Metrics of engines that run already; none is a simulated cluster, or a recording.</summary>
    public IReadOnlyList<string> Engines { get; init; } = [];

    /// <summary>The requests of the simulated cluster; null makes a day of them.</summary>
    public string? Trace { get; init; }

    /// <summary>The whole trace in the length of the run, with as many requests as come then; else it is played at its own pace.</summary>
    public bool Squeeze { get; init; }

    /// <summary>Requests a second, on average, of a load that is squeezed; null is the default.</summary>
    public double? RequestsPerSecond { get; init; }

    /// <summary>Moment of the recording to begin at.</summary>
    public TimeSpan From { get; init; }

    /// <summary>How long to run; null is to the end of the recording, or of the generated day.</summary>
    public TimeSpan? Length { get; init; }

    /// <summary>The policy's window of scaling in for the simulated cluster; null is 15 s.</summary>
    public TimeSpan? ScaleInWindow { get; init; }

    /// <summary>No status line, also on a terminal.</summary>
    public bool Plain { get; init; }

    /// <summary>Folder to keep manifests, status and logs in; null is a temporary one, gone at the end.</summary>
    public string? Keep { get; init; }

    /// <summary>The published agent.</summary>
    public required string Agent { get; init; }

    /// <summary>Where the addresses of the simulated cluster's aggregators are left for <c>wva</c> while it runs.</summary>
    public string ServerFile { get; init; } = string.Empty;

    /// <summary>The published aggregator.</summary>
    public required string Aggregator { get; init; }
}
