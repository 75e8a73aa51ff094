using System.Collections.Immutable;
using Wva.Telemetry.Engines;
using Wva.Telemetry.Exposition;

namespace Wva.Telemetry.Sampling;

/// <summary>
/// Reads one page by every map at once, while it is not known which engine answers. It costs a few times what a page by one map does, and allocates, so it is given up
/// with the first page of an engine.
/// </summary>
internal sealed class MapDetection
{
    private readonly ImmutableArray<MapReading> _readings;
    private readonly ImmutableArray<ImmutableArray<(MapReading Reading, int Name)>> _targets;

    /// <summary>Makes a detection of any of the maps.</summary>
    /// <param name="last">The reading of the engine that answered until now, whose memory goes on if it answers again; null for none.</param>
    /// <param name="maps">The maps.</param>
    public MapDetection(MapReading? last, ImmutableArray<EngineMap> maps)
    {
        _readings = [.. maps.Select(map => last is not null && ReferenceEquals(last.Table.Map, map) ? last : new MapReading(map))];
        var byName = new Dictionary<string, List<(MapReading Reading, int Name)>>(StringComparer.Ordinal);
        foreach (var reading in _readings)
        {
            for (var i = 0; i < reading.Table.NameList.Length; i++)
            {
                if (!byName.TryGetValue(reading.Table.NameList[i], out var targets))
                {
                    byName.Add(reading.Table.NameList[i], targets = []);
                }

                targets.Add((reading, i));
            }
        }

        ImmutableArray<string> names = [.. byName.Keys];
        Names = new NameSet(names);
        _targets = [.. names.Select(name => byName[name].ToImmutableArray())];
    }

    /// <summary>Every name that any map wants.</summary>
    public NameSet Names { get; }

    /// <summary>The reading whose engine the page at hand shows most of, else one whose families it announces; the first one where it shows none.</summary>
    public MapReading Best
    {
        get
        {
            var best = _readings[0];
            foreach (var reading in _readings)
            {
                var isBetter = reading.Page.EngineSeries > best.Page.EngineSeries || (best.Page.EngineSeries == 0 && reading.IsAnnounced && !best.IsAnnounced);
                best = isBetter ? reading : best;
            }

            return best;
        }
    }

    /// <summary>Begins a page.</summary>
    public void Begin()
    {
        foreach (var reading in _readings)
        {
            reading.Begin();
        }
    }

    /// <summary>Takes note of families that are announced in whole lines of the page: those of an engine that was never asked may have no series yet.</summary>
    public void LookForFamilies(ReadOnlySpan<byte> lines)
    {
        foreach (var reading in _readings)
        {
            reading.LookForFamilies(lines);
        }
    }

    /// <summary>Takes the sample under the reader's cursor.</summary>
    public void Take(scoped ref ExpositionReader reader)
    {
        foreach (var (target, name) in _targets[reader.NameIndex])
        {
            target.Page.Take(name, ref reader);
        }
    }
}
