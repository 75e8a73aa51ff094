namespace Wva.Scaling.Inputs;

/// <summary>One rank of one replica as it stands now. Null is unknown, never zero. A stale replica keeps its last known numbers.</summary>
public sealed record ReplicaSnapshot
{
    /// <summary>Name of the pod.</summary>
    public required string Pod { get; init; }

    /// <summary>UID of the pod: ranks that share name and UID count as one replica together. Null where nobody says; the name alone tells then.</summary>
    public string? Uid { get; init; }

    /// <summary>Data-parallel rank.</summary>
    public string Rank { get; init; } = "0";

    /// <summary>Where it stands in its life.</summary>
    public ReplicaState State { get; init; } = ReplicaState.Serving;

    /// <summary>Its numbers are old: its stream, its scrapes or its counters stand still.</summary>
    public bool Stale { get; init; }

    /// <summary>Requests run or wait and no counter moves; always stale too.</summary>
    public bool Stalled { get; init; }

    /// <summary>Seconds since its last successful scrape; null before the first.</summary>
    public double? AgeSeconds { get; init; }

    /// <summary>Seconds for which it has been silent (30 s after its last successful scrape the silence begins), stalled, or missing a number on the pages that are read; null where it is none of these.</summary>
    public double? SilentSeconds { get; init; }

    /// <summary>Used share of the KV cache, 0 to 1.</summary>
    public double? KvCacheUsage { get; init; }

    /// <summary>Requests waiting.</summary>
    public double? Waiting { get; init; }

    /// <summary>Requests running.</summary>
    public double? Running { get; init; }

    /// <summary>KV cache, tokens.</summary>
    public double? KvCapacityTokens { get; init; }

    /// <summary>KV tokens in use.</summary>
    public double? TokensInUse { get; init; }

    /// <summary>Mean prompt tokens a request over 5 minutes.</summary>
    public double? AvgInputTokens { get; init; }

    /// <summary>Mean output tokens a request over 5 minutes.</summary>
    public double? AvgOutputTokens { get; init; }

    /// <summary>Share of prompt tokens found in the prefix cache over 5 minutes, 0 to 1.</summary>
    public double? PrefixHitRate { get; init; }

    /// <summary>Requests arriving a second: change of finished + running + waiting.</summary>
    public double? ArrivalsPerSecond { get; init; }

    /// <summary>Prompt tokens a second.</summary>
    public double? PromptTokensPerSecond { get; init; }

    /// <summary>Output tokens a second.</summary>
    public double? GenerationTokensPerSecond { get; init; }

    /// <summary>Mean seconds an engine step.</summary>
    public double? IterationSeconds { get; init; }

    /// <summary>Preemptions a second.</summary>
    public double? PreemptionsPerSecond { get; init; }

    /// <summary>Mean time to first token over a minute, seconds.</summary>
    public double? TtftSeconds { get; init; }

    /// <summary>Mean inter-token latency over a minute, seconds.</summary>
    public double? ItlSeconds { get; init; }

    /// <summary>Most of the KV cache in use at once within the last minute, 0 to 1: what the published analyzers look at.</summary>
    public double? PeakKvCacheUsage { get; init; }

    /// <summary>Most requests waiting at once within the last minute.</summary>
    public double? PeakWaiting { get; init; }
}
