using System.Collections.Immutable;
using System.Text;
using Wva.Contracts;
using Wva.Telemetry.Exposition;

namespace Wva.Telemetry.Engines;

/// <summary>A map turned round: from a name on the wire to its uses. Made once an engine; immutable.</summary>
internal sealed class SeriesTable
{
    private readonly Dictionary<string, List<SeriesUse>> _byName = new(StringComparer.Ordinal);
    private readonly ImmutableArray<ImmutableArray<SeriesUse>> _uses;

    /// <summary>Turns a map round.</summary>
    public SeriesTable(EngineMap map)
    {
        Map = map;
        RankLabel = Encoding.UTF8.GetBytes(map.RankLabel);
        PartLabel = Encoding.UTF8.GetBytes(map.PartLabel);
        InstanceLabels = [.. map.InstanceLabels.Select(Encoding.UTF8.GetBytes)];
        ModelLabels = [.. map.ModelLabels.Select(Encoding.UTF8.GetBytes)];
        ReplicaLabels = [.. map.ReplicaLabels.Select(Encoding.UTF8.GetBytes)];
        BlockSizeLabel = Encoding.UTF8.GetBytes(map.CacheInfo?.BlockSizeLabel ?? string.Empty);
        TokensLabel = Encoding.UTF8.GetBytes(map.CacheInfo?.TokensLabel ?? string.Empty);
        BlocksLabel = Encoding.UTF8.GetBytes(map.CacheInfo?.BlocksLabel ?? string.Empty);
        RankGeneration = map.Generations.ToList().FindIndex(generation => generation is { Name: null, Label: not null });
        BoundGeneration = map.Generations.ToList().FindIndex(generation => generation.TtftBound is not null);
        foreach (var source in map.Fields)
        {
            AddField(source);
        }

        foreach (var gauge in map.LoadGauges)
        {
            LoadGauges |= 1u << (int)gauge;
        }

        foreach (var pulse in map.Pulse)
        {
            Add(pulse.Name, new SeriesUse(SeriesUseKind.Pulse, 0, When: pulse.When));
        }

        if (map.CacheInfo is { } info)
        {
            Add(info.Name, new SeriesUse(SeriesUseKind.CacheInfo, 0));
        }

        foreach (var number in map.CacheNumbers)
        {
            Add(number.Name, new SeriesUse(SeriesUseKind.CacheNumber, (int)number.Quantity, When: number.When));
        }

        for (var i = 0; i < map.StartTimes.Length; i++)
        {
            Add(map.StartTimes[i], new SeriesUse(SeriesUseKind.StartTime, i));
        }

        AddGenerations(map.Generations);
        NameList = [.. _byName.Keys];
        Names = new NameSet(NameList);
        _uses = [.. NameList.Select(name => _byName[name].ToImmutableArray())];
        IsEngines = [.. NameList.Select(name => name.StartsWith(map.Prefix, StringComparison.Ordinal))];
    }

    /// <summary>The map.</summary>
    public EngineMap Map { get; }

    /// <summary>Every wanted name; the place of a name is its index.</summary>
    public ImmutableArray<string> NameList { get; }

    /// <summary>Every wanted name, for the reader.</summary>
    public NameSet Names { get; }

    /// <summary>By name index: the name is the engine's own, not its runtime's.</summary>
    public ImmutableArray<bool> IsEngines { get; }

    /// <summary>A bit for each field that is wanted of an engine, whether the map has a source for it or not: all but <see cref="RowField.Idle"/>, which is concluded.</summary>
    public static uint WantedFields => ((1u << RowFields.Count) - 1) & ~(1u << (int)RowField.Idle);

    /// <summary>A bit for each gauge of the load.</summary>
    public uint LoadGauges { get; }

    /// <summary>The generation that the rank label itself is the mark of; -1 for none.</summary>
    public int RankGeneration { get; }

    /// <summary>The generation that a bound of the time to first token is the mark of; -1 for none.</summary>
    public int BoundGeneration { get; }

    /// <summary>Name of the label that tells ranks apart; empty for none.</summary>
    public byte[] RankLabel { get; }

    /// <summary>Names of the labels that tell several engines apart, in order of preference.</summary>
    public byte[][] InstanceLabels { get; }

    /// <summary>Name of the label whose values split a total; empty for none.</summary>
    public byte[] PartLabel { get; }

    /// <summary>Names of the labels with the model's name.</summary>
    public byte[][] ModelLabels { get; }

    /// <summary>Names of the labels of processes that repeat the same numbers.</summary>
    public byte[][] ReplicaLabels { get; }

    /// <summary>Name of the label with the tokens a KV block.</summary>
    public byte[] BlockSizeLabel { get; }

    /// <summary>Name of the label with the tokens of a rank's KV cache.</summary>
    public byte[] TokensLabel { get; }

    /// <summary>Name of the label with the KV blocks of all ranks.</summary>
    public byte[] BlocksLabel { get; }

    /// <summary>Uses of the name with that index.</summary>
    public ImmutableArray<SeriesUse> Uses(int nameIndex) => _uses[nameIndex];

    /// <summary>Number of names that a histogram may come under.</summary>
    public int NameCount(RowField field) => Map.Fields.Where(source => source.Field == field).Sum(source => source.Names.Length);

    private void AddField(FieldSource source)
    {
        for (var i = 0; i < source.Names.Length; i++)
        {
            if (!RowFields.IsHistogram(source.Field))
            {
                Add(source.Names[i], Use(SeriesUseKind.Scalar, source, i));
                continue;
            }

            Add(source.Names[i] + "_sum", Use(SeriesUseKind.Sum, source, i));
            Add(source.Names[i] + "_count", Use(SeriesUseKind.Count, source, i));
            if (RowFields.HasBuckets(source.Field))
            {
                Add(source.Names[i] + "_bucket", Use(SeriesUseKind.Bucket, source, i));
            }
        }
    }

    private SeriesUse Use(SeriesUseKind kind, FieldSource source, int name) => new(kind, source.Preference + name, source.Field, source, source.When)
    {
        Part = source.Adds ? (ulong)Map.Fields.IndexOf(source) + 1 : 0,
    };

    private void AddGenerations(ImmutableArray<Generation> generations)
    {
        for (var i = 0; i < generations.Length; i++)
        {
            if (generations[i] is { Name: { } name, Label: var label })
            {
                Add(name, new SeriesUse(SeriesUseKind.Generation, i) { Mark = label is null ? null : Encoding.UTF8.GetBytes(label) });
            }
        }
    }

    private void Add(string name, SeriesUse use)
    {
        if (!_byName.TryGetValue(name, out var uses))
        {
            _byName.Add(name, uses = []);
        }

        uses.Add(use);
    }
}
