using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Wva.Scaling.Inputs;

namespace Wva.Scaling.Analysis.Saturation;

/// <summary>Tokens that were resident while requests queued, by model, hardware and length of outputs: the last ten, however old (W7).</summary>
internal sealed class PublishedHistories
{
    private const int Window = 10;
    private const double ShortOutput = 100;
    private const double LongOutput = 500;

    private readonly Dictionary<(string ModelId, string Accelerator, int GpusPerReplica, string OutputLength), List<double>> _windows = [];

    public static PublishedHistories From(PublishedTokens? memory)
    {
        var histories = new PublishedHistories();
        foreach (var history in memory is { Histories.IsDefault: false } ? memory.Histories : [])
        {
            foreach (var tokens in history.Tokens.IsDefault ? [] : history.Tokens)
            {
                histories.Add((history.ModelId, history.Accelerator, history.GpusPerReplica, history.OutputLength), tokens);
            }
        }

        return histories;
    }

    public void Add(string modelId, VariantSpec variant, double outputTokens, double tokens) => Add(Key(modelId, variant, outputTokens), tokens);

    /// <summary>Mean of the window; 0 where there is none.</summary>
    public double Mean(string modelId, VariantSpec variant, double outputTokens)
        => _windows.TryGetValue(Key(modelId, variant, outputTokens), out var window) && window.Count > 0 ? window.Sum() / window.Count : 0;

    public ImmutableArray<PublishedHistory> ToMemory()
        => [.. _windows.Select(w => new PublishedHistory(w.Key.ModelId, w.Key.Accelerator, w.Key.GpusPerReplica, w.Key.OutputLength, [.. w.Value]))
            .OrderBy(h => h.ModelId, StringComparer.Ordinal).ThenBy(h => h.Accelerator, StringComparer.Ordinal).ThenBy(h => h.GpusPerReplica)
            .ThenBy(h => h.OutputLength, StringComparer.Ordinal)];

    private static (string ModelId, string Accelerator, int GpusPerReplica, string OutputLength) Key(string modelId, VariantSpec variant, double outputTokens)
        => (modelId, variant.Accelerator ?? "", Math.Max(1, variant.GpusPerReplica), outputTokens < ShortOutput ? "short" : outputTokens < LongOutput ? "medium" : "long");

    private void Add((string ModelId, string Accelerator, int GpusPerReplica, string OutputLength) key, double tokens)
    {
        ref var window = ref CollectionsMarshal.GetValueRefOrAddDefault(_windows, key, out _);
        window ??= new List<double>(Window + 1);
        window.Add(Tokens.OrZero(tokens));
        if (window.Count > Window)
        {
            window.RemoveAt(0);
        }
    }
}
