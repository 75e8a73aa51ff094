using System.Collections.Immutable;
using Wva.Scaling.Inputs;

namespace Wva.Fleet;

/// <summary>One variant in numbers, for status and metrics: pods by state, ages of signals, sums and means over its replicas, those that drain or are lost left out. A sum is null where one serving replica does not know its part: unknown is never zero.</summary>
public sealed record VariantLoad
{
    /// <summary>The variant.</summary>
    public required VariantKey Key { get; init; }

    /// <summary>Pods that start, or were lost and have time to come back.</summary>
    public int Starting { get; init; }

    /// <summary>Pods that serve.</summary>
    public int Serving { get; init; }

    /// <summary>Pods whose engine sleeps.</summary>
    public int Asleep { get; init; }

    /// <summary>Pods that terminate.</summary>
    public int Draining { get; init; }

    /// <summary>Pods that served and have not come back.</summary>
    public int Lost { get; init; }

    /// <summary>Pods with old numbers, whatever their state.</summary>
    public int Stale { get; init; }

    /// <summary>Pods whose engine hangs.</summary>
    public int Stalled { get; init; }

    /// <summary>Pods that are silent.</summary>
    public int Silent { get; init; }

    /// <summary>Pods that have served and whose numbers are not of now, by name; those that drain owe none.</summary>
    public ImmutableArray<QuietPod> Quiet { get; init; } = [];

    /// <summary>Why the page of one of its engines could not be read, in the agent's words; null where all could.</summary>
    public string? ScrapeError { get; init; }

    /// <summary>Age of the newest page read, seconds; null where none was.</summary>
    public double? NewestSignalAgeSeconds { get; init; }

    /// <summary>Age, seconds, of the last page of the pod that was read longest ago; null where none was.</summary>
    public double? OldestSignalAgeSeconds { get; init; }

    /// <summary>Requests running, all replicas.</summary>
    public double? Running { get; init; }

    /// <summary>Requests waiting, all replicas.</summary>
    public double? Waiting { get; init; }

    /// <summary>Requests arriving a second, all replicas, over 1 minute.</summary>
    public double? ArrivalsPerSecond { get; init; }

    /// <summary>Prompt tokens a second, all replicas, over 1 minute.</summary>
    public double? PromptTokensPerSecond { get; init; }

    /// <summary>Output tokens a second, all replicas, over 1 minute.</summary>
    public double? GenerationTokensPerSecond { get; init; }

    /// <summary>Mean time to first token of all first tokens of 1 minute, seconds.</summary>
    public double? TtftSeconds { get; init; }

    /// <summary>Mean inter-token latency of all gaps of 1 minute, seconds.</summary>
    public double? ItlSeconds { get; init; }

    /// <summary>Mean prompt tokens of all requests that finished within 5 minutes.</summary>
    public double? AvgInputTokens { get; init; }

    /// <summary>Mean output tokens of all requests that finished within 5 minutes.</summary>
    public double? AvgOutputTokens { get; init; }
}
