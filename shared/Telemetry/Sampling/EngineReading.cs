using System.Buffers.Text;
using Wva.Telemetry.Engines;
using Wva.Telemetry.Exposition;

namespace Wva.Telemetry.Sampling;

/// <summary>What one page says of the engine as a whole, beside its rows.</summary>
internal sealed class EngineReading(SeriesTable table)
{
    private readonly double[] _startTimes = new double[table.Map.StartTimes.Length];

    /// <summary>Index of the newest generation whose mark is on the page; the number of generations for none.</summary>
    public int Generation { get; private set; }

    /// <summary>Tokens a KV block; NaN where unknown.</summary>
    public double BlockSize { get; private set; }

    /// <summary>Tokens of one rank's KV cache; NaN where unknown.</summary>
    public double CacheTokens { get; private set; }

    /// <summary>KV blocks of all ranks; NaN where unknown.</summary>
    public double CacheBlocks { get; private set; }

    /// <summary>Begins a page.</summary>
    public void Begin()
    {
        Array.Fill(_startTimes, double.NaN);
        Generation = table.Map.Generations.Length;
        BlockSize = double.NaN;
        CacheTokens = double.NaN;
        CacheBlocks = double.NaN;
    }

    /// <summary>Takes note of a generation's mark.</summary>
    public void MarkGeneration(int generation) => Generation = generation >= 0 ? Math.Min(Generation, generation) : Generation;

    /// <summary>Takes note of a start time; the earliest of a name counts, since a series that comes later began later.</summary>
    public void AddStartTime(int preference, double unixSeconds)
    {
        if (double.IsFinite(unixSeconds) && unixSeconds > 0)
        {
            _startTimes[preference] = double.MinNumber(_startTimes[preference], unixSeconds);
        }
    }

    /// <summary>Takes note of the labels of the info metric about the KV cache; a label that is no number (<c>None</c>) says nothing.</summary>
    public void AddCacheInfo(SampleLabels labels)
    {
        foreach (var label in labels)
        {
            if (label.Name.SequenceEqual(table.BlockSizeLabel))
            {
                AddCacheNumber(CacheQuantity.BlockSize, Number(label.RawValue));
            }
            else if (label.Name.SequenceEqual(table.TokensLabel))
            {
                AddCacheNumber(CacheQuantity.Tokens, Number(label.RawValue));
            }
            else if (label.Name.SequenceEqual(table.BlocksLabel))
            {
                AddCacheNumber(CacheQuantity.Blocks, Number(label.RawValue));
            }
        }
    }

    /// <summary>Takes note of a number about the KV cache; one that counts nothing says nothing.</summary>
    public void AddCacheNumber(CacheQuantity quantity, double value)
    {
        if (!double.IsFinite(value) || value <= 0)
        {
            return;
        }

        switch (quantity)
        {
            case CacheQuantity.BlockSize:
                BlockSize = value;
                break;
            case CacheQuantity.Tokens:
                CacheTokens = value;
                break;
            default:
                CacheBlocks = value;
                break;
        }
    }

    /// <summary>When the engine started; null where the page does not say.</summary>
    public DateTimeOffset? StartedAt()
    {
        foreach (var seconds in _startTimes)
        {
            if (seconds < DateTimeOffset.MaxValue.ToUnixTimeSeconds())
            {
                return DateTimeOffset.UnixEpoch.AddSeconds(seconds);
            }
        }

        return null;
    }

    /// <summary>KV cache of one rank, tokens; NaN where unknown. vLLM repeats the sum of all ranks' blocks on each rank's series.</summary>
    public double CapacityTokens(double ranks) => double.IsNaN(CacheTokens) ? CacheBlocks * BlockSize / ranks : CacheTokens;

    private static double Number(ReadOnlySpan<byte> text) =>
        Utf8Parser.TryParse(text, out double value, out var used) && used == text.Length ? value : double.NaN;
}
