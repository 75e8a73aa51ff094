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
        ModelLabel = Encoding.UTF8.GetBytes(map.ModelLabel);
        BlockSizeLabel = Encoding.UTF8.GetBytes(map.CacheInfo.BlockSizeLabel);
        TokensLabel = Encoding.UTF8.GetBytes(map.CacheInfo.TokensLabel);
        BlocksLabel = Encoding.UTF8.GetBytes(map.CacheInfo.BlocksLabel);
        RankGeneration = map.Generations.ToList().FindIndex(generation => generation.Name is null);
        foreach (var source in map.Fields)
        {
            AddField(source);
            WantedFields |= 1u << (int)source.Field;
        }

        foreach (var gauge in map.LoadGauges)
        {
            LoadGauges |= 1u << (int)gauge;
        }

        Add(map.CacheInfo.Name, new SeriesUse(SeriesUseKind.CacheInfo, 0));
        for (var i = 0; i < map.StartTimes.Length; i++)
        {
            Add(map.StartTimes[i], new SeriesUse(SeriesUseKind.StartTime, i));
        }

        AddGenerations(map.Generations);
        var names = _byName.Keys.ToImmutableArray();
        Names = new NameSet(names);
        _uses = [.. names.Select(name => _byName[name].ToImmutableArray())];
        IsEngines = [.. names.Select(name => name.StartsWith(map.Prefix, StringComparison.Ordinal))];
    }

    /// <summary>The map.</summary>
    public EngineMap Map { get; }

    /// <summary>Every wanted name, for the reader.</summary>
    public NameSet Names { get; }

    /// <summary>By name index: the name is the engine's own, not its runtime's.</summary>
    public ImmutableArray<bool> IsEngines { get; }

    /// <summary>A bit for each field that the map has a source for.</summary>
    public uint WantedFields { get; }

    /// <summary>A bit for each gauge of the load.</summary>
    public uint LoadGauges { get; }

    /// <summary>The generation that the rank label itself is the mark of; -1 for none.</summary>
    public int RankGeneration { get; }

    /// <summary>Name of the label that tells ranks apart.</summary>
    public byte[] RankLabel { get; }

    /// <summary>Name of the label with the model's name.</summary>
    public byte[] ModelLabel { get; }

    /// <summary>Name of the label with the tokens a KV block.</summary>
    public byte[] BlockSizeLabel { get; }

    /// <summary>Name of the label with the tokens of a rank's KV cache.</summary>
    public byte[] TokensLabel { get; }

    /// <summary>Name of the label with the KV blocks of all ranks.</summary>
    public byte[] BlocksLabel { get; }

    /// <summary>Uses of the name with that index.</summary>
    public ImmutableArray<SeriesUse> Uses(int nameIndex) => _uses[nameIndex];

    /// <summary>Number of names that a histogram may come under.</summary>
    public int NameCount(RowField field) => Map.Fields.First(source => source.Field == field).Names.Length;

    private void AddField(FieldSource source)
    {
        for (var i = 0; i < source.Names.Length; i++)
        {
            if (!RowFields.IsHistogram(source.Field))
            {
                Add(source.Names[i], new SeriesUse(SeriesUseKind.Scalar, i, source.Field, source));
                continue;
            }

            Add(source.Names[i] + "_sum", new SeriesUse(SeriesUseKind.Sum, i, source.Field, source));
            Add(source.Names[i] + "_count", new SeriesUse(SeriesUseKind.Count, i, source.Field, source));
            if (RowFields.HasBuckets(source.Field))
            {
                Add(source.Names[i] + "_bucket", new SeriesUse(SeriesUseKind.Bucket, i, source.Field, source));
            }
        }
    }

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
