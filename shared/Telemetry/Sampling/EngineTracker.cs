using System.Collections.Immutable;
using Wva.Contracts;
using Wva.Telemetry.Engines;

namespace Wva.Telemetry.Sampling;

/// <summary>Keeps the description of the engine and makes a new one only when something in it differs, so that a page without news allocates nothing.</summary>
internal sealed class EngineTracker(SeriesTable table)
{
    private readonly int _generations = table.Map.Generations.Length;
    private int _generation = table.Map.Generations.Length;
    private uint _absent;

    /// <summary>What is known; null before the first page.</summary>
    public EngineDescription? Current { get; private set; }

    /// <summary>The engine was restarted, perhaps as another version.</summary>
    public void Forget() => _generation = _generations;

    /// <summary>Takes in a page that was read; true where the description is a new one.</summary>
    public bool Update(PageReading page)
    {
        var ttft = Bounds(page, RowField.TtftSeconds);
        if (table.BoundGeneration >= 0 && ttft.Contains(table.Map.Generations[table.BoundGeneration].TtftBound ?? double.NaN))
        {
            page.Engine.MarkGeneration(table.BoundGeneration);
        }

        // The newest mark since the start counts: several processes behind one page show a family only once it was used.
        var generation = Math.Min(_generation, page.Engine.Generation);
        var absent = SeriesTable.WantedFields;
        foreach (var rank in page.Ranks)
        {
            absent &= ~rank.Present;
        }

        var capacity = Known(page.Engine.CapacityTokens(page.RanksAnEngine));
        var blockSize = Known(page.Engine.BlockSize);
        var startedAt = page.Engine.StartedAt();
        var itl = Bounds(page, RowField.ItlSeconds);
        if (Current is { } last && generation == _generation && absent == _absent && page.Models.Are(last.Models)
            && Nullable.Equals(capacity, last.KvCapacityTokens) && Nullable.Equals(blockSize, last.BlockSize) && startedAt == last.StartedAt
            && ttft.SequenceEqual(last.TtftBounds.AsSpan()) && itl.SequenceEqual(last.ItlBounds.AsSpan()))
        {
            return false;
        }

        _generation = generation;
        _absent = absent;
        Current = new EngineDescription
        {
            Kind = table.Map.Kind,
            Version = generation < _generations ? table.Map.Generations[generation].Version : null,
            Models = page.Models.All,
            KvCapacityTokens = capacity,
            BlockSize = blockSize,
            StartedAt = startedAt,
            TtftBounds = [.. ttft],
            ItlBounds = [.. itl],
            Absent = Names(absent),
        };
        return true;
    }

    private static double? Known(double value) => double.IsNaN(value) ? null : value;

    private static ReadOnlySpan<double> Bounds(PageReading page, RowField field)
    {
        foreach (var rank in page.Ranks)
        {
            if (rank.Histogram(field) is { } histogram)
            {
                return histogram.Bounds;
            }
        }

        return default;
    }

    private static ImmutableArray<string> Names(uint fields)
    {
        var names = ImmutableArray.CreateBuilder<string>();
        for (var field = 0; field < RowFields.Count; field++)
        {
            if ((fields & (1u << field)) != 0)
            {
                names.Add(RowFields.Name((RowField)field));
            }
        }

        return names.ToImmutable();
    }
}
