namespace Wva.Api;

/// <summary>What one rank of one replica last told.</summary>
public sealed record SignalReport
{
    /// <summary>Name of the pod.</summary>
    public required string Pod { get; init; }

    /// <summary>Data-parallel rank.</summary>
    public required string Rank { get; init; }

    /// <summary>State of the replica: <c>starting</c>, <c>serving</c>, <c>asleep</c>, <c>draining</c> or <c>lost</c>.</summary>
    public required string State { get; init; }

    /// <summary>Its numbers are old.</summary>
    public required bool Stale { get; init; }

    /// <summary>Its engine has work and does not move.</summary>
    public required bool Stalled { get; init; }

    /// <summary>Seconds since its last successful scrape; null before the first.</summary>
    public double? AgeSeconds { get; init; }

    /// <summary>For how long it has been silent, stalled or without a number, seconds; null where it is none of these.</summary>
    public double? SilentSeconds { get; init; }

    /// <summary>Used share of the KV cache, 0 to 1.</summary>
    public double? KvCacheUsage { get; init; }

    /// <summary>Requests waiting.</summary>
    public double? Waiting { get; init; }

    /// <summary>Requests running.</summary>
    public double? Running { get; init; }
}
