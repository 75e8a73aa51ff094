using System.Collections.Immutable;

namespace Wva.Telemetry.Engines;

/// <summary>The metric names of one kind of engine, as data: what a page must show and where each field of a row comes from. A further engine is a further map.</summary>
public sealed record EngineMap
{
    /// <summary>Kind of engine, as <see cref="Contracts.EngineDescription.Kind"/> says it.</summary>
    public required string Kind { get; init; }

    /// <summary>What the names of its own families begin with, for messages.</summary>
    public required string Prefix { get; init; }

    /// <summary>The setting for want of which an engine of this kind serves a page without its families, for messages; null where there is none.</summary>
    public string? SilentBecause { get; init; }

    /// <summary>Label that tells data-parallel ranks apart, a series without it belongs to the page as a whole; empty where the engine has no ranks.</summary>
    public string RankLabel { get; init; } = string.Empty;

    /// <summary>Labels that tell several engines behind one address apart, the first of them that a series has; empty where there is one engine.</summary>
    public ImmutableArray<string> InstanceLabels { get; init; } = [];

    /// <summary>Labels that name the model served, any of them.</summary>
    public ImmutableArray<string> ModelLabels { get; init; } = [];

    /// <summary>Labels of processes that repeat the same numbers: of series that differ in nothing else the largest counts.</summary>
    public ImmutableArray<string> ReplicaLabels { get; init; } = [];

    /// <summary>Label whose values split a total that stands beside them with the label empty: a series with a value of it is left out. Empty for none.</summary>
    public string PartLabel { get; init; } = string.Empty;

    /// <summary>Where each field comes from. Several entries of one field (a label value each) count as one.</summary>
    public required ImmutableArray<FieldSource> Fields { get; init; }

    /// <summary>Fields whose absence, while the row's counters are 0, shows an engine that was never asked.</summary>
    public required ImmutableArray<Contracts.RowField> LoadGauges { get; init; }

    /// <summary>Gauges and counters come with the first request and then stay: a page without any shows an engine that was never asked.</summary>
    public bool AppearsWhenAsked { get; init; }

    /// <summary>Counters that move at every step of a working engine, or nearly. A page without one of them cannot show a stall: counters that move when a request ends may rest for long.</summary>
    public ImmutableArray<PulseSource> Pulse { get; init; } = [];

    /// <summary>Fields that the front end counts by itself, be the engine behind it hung or not: they are no movement.</summary>
    public ImmutableArray<Contracts.RowField> CountedInFront { get; init; } = [Contracts.RowField.Rejected, Contracts.RowField.Aborted];

    /// <summary><see cref="Contracts.RowField.Finished"/> contains <see cref="Contracts.RowField.Aborted"/>, so that it grows when a client gives up, be the engine hung or not.</summary>
    public bool FinishedHasAborts { get; init; }

    /// <summary>Where the size of the KV cache stands as labels; null for nowhere.</summary>
    public CacheInfoSource? CacheInfo { get; init; }

    /// <summary>Where the size of the KV cache stands as numbers.</summary>
    public ImmutableArray<CacheNumber> CacheNumbers { get; init; } = [];

    /// <summary>Names that give the time of the engine's start, Unix seconds, in order of preference; of one name the earliest series counts.</summary>
    public ImmutableArray<string> StartTimes { get; init; } = [];

    /// <summary>How its generations are told apart, newest first; the first that the page shows is taken.</summary>
    public ImmutableArray<Generation> Generations { get; init; } = [];

    /// <summary>The same engine's map where something that passes its page on begins the names of its families in another way.</summary>
    public EngineMap Respelled(string prefix)
    {
        string Respell(string name) => name.StartsWith(Prefix, StringComparison.Ordinal) ? prefix + name[Prefix.Length..] : name;
        return this with
        {
            Prefix = prefix,
            Fields = [.. Fields.Select(source => source with { Names = [.. source.Names.Select(Respell)] })],
            Pulse = [.. Pulse.Select(pulse => pulse with { Name = Respell(pulse.Name) })],
            CacheInfo = CacheInfo is null ? null : CacheInfo with { Name = Respell(CacheInfo.Name) },
            CacheNumbers = [.. CacheNumbers.Select(number => number with { Name = Respell(number.Name) })],
            StartTimes = [.. StartTimes.Select(Respell)],
            Generations = [.. Generations.Select(generation => generation with { Name = generation.Name is { } name ? Respell(name) : null })],
        };
    }
}
