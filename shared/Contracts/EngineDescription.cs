using System.Collections.Immutable;

namespace Wva.Contracts;

/// <summary>The message <c>Engine</c>: what an agent has learned of its inference engine, sent when it learns it and again after a restart of the engine.</summary>
public sealed record EngineDescription
{
    /// <summary>Kind of engine, <c>vllm</c> for example.</summary>
    public required string Kind { get; init; }

    /// <summary>Version as the engine gives it, or its generation as the page shows it; null where unknown.</summary>
    public string? Version { get; init; }

    /// <summary>Model names served.</summary>
    public ImmutableArray<string> Models { get; init; } = [];

    /// <summary>KV cache of one rank, tokens; null where unknown.</summary>
    public double? KvCapacityTokens { get; init; }

    /// <summary>Tokens a KV block; null where unknown.</summary>
    public double? BlockSize { get; init; }

    /// <summary>Longest sequence, tokens; null where unknown.</summary>
    public double? MaxModelLength { get; init; }

    /// <summary>When the engine's process started; null where its page does not say.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>Upper bounds of the buckets of <see cref="RowField.TtftSeconds"/>, seconds, +Inf last; empty where absent.</summary>
    public ImmutableArray<double> TtftBounds { get; init; } = [];

    /// <summary>Upper bounds of the buckets of <see cref="RowField.ItlSeconds"/>, seconds, +Inf last; empty where absent.</summary>
    public ImmutableArray<double> ItlBounds { get; init; } = [];

    /// <summary>Names of wanted fields that the page lacks.</summary>
    public ImmutableArray<string> Absent { get; init; } = [];
}
