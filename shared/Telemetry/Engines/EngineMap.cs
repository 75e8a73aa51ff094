using System.Collections.Immutable;

namespace Wva.Telemetry.Engines;

/// <summary>The metric names of one kind of engine, as data: what a page must show and where each field of a row comes from. A further engine is a further map.</summary>
public sealed record EngineMap
{
    /// <summary>Kind of engine, as <see cref="Contracts.EngineDescription.Kind"/> says it.</summary>
    public required string Kind { get; init; }

    /// <summary>What the names of its own families begin with, for messages.</summary>
    public required string Prefix { get; init; }

    /// <summary>Why an engine of this kind may serve a page without its families, for messages.</summary>
    public required string SilentBecause { get; init; }

    /// <summary>Label that tells data-parallel ranks apart; a series without it belongs to the page as a whole.</summary>
    public required string RankLabel { get; init; }

    /// <summary>Label that names the model served.</summary>
    public required string ModelLabel { get; init; }

    /// <summary>Where each field comes from. Several entries of one field (a label value each) count as one.</summary>
    public required ImmutableArray<FieldSource> Fields { get; init; }

    /// <summary>Fields whose absence, while the row's counters are 0, shows an engine that was never asked.</summary>
    public required ImmutableArray<Contracts.RowField> LoadGauges { get; init; }

    /// <summary>Where the size of the KV cache stands.</summary>
    public required CacheInfoSource CacheInfo { get; init; }

    /// <summary>Names that give the time of the engine's start, Unix seconds, in order of preference; of one name the earliest series counts.</summary>
    public ImmutableArray<string> StartTimes { get; init; } = [];

    /// <summary>How its generations are told apart, newest first; the first that the page shows is taken.</summary>
    public ImmutableArray<Generation> Generations { get; init; } = [];
}
