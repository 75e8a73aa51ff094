namespace Wva.Api;

/// <summary>Load of a variant: sums over its replicas, null where one serving replica does not know its part.</summary>
public sealed record LoadReport
{
    /// <summary>Used share of the KV cache; null where no rank says.</summary>
    public KvCacheUsageReport? KvCacheUsage { get; init; }

    /// <summary>Requests running.</summary>
    public double? Running { get; init; }

    /// <summary>Requests waiting.</summary>
    public double? Waiting { get; init; }

    /// <summary>Requests arriving a second, over a minute.</summary>
    public double? ArrivalsPerSecond { get; init; }

    /// <summary>Prompt tokens a second, over a minute.</summary>
    public double? PromptTokensPerSecond { get; init; }

    /// <summary>Output tokens a second, over a minute.</summary>
    public double? GenerationTokensPerSecond { get; init; }

    /// <summary>Mean time to first token of all first tokens of a minute, seconds.</summary>
    public double? TtftSeconds { get; init; }

    /// <summary>Mean inter-token latency of all gaps of a minute, seconds.</summary>
    public double? ItlSeconds { get; init; }
}
