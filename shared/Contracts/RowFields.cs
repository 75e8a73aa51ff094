using System.Collections.Immutable;

namespace Wva.Contracts;

/// <summary>The field table: how many, which kind, and the one name that each has on the wire's README, in JSON and in scenarios.</summary>
public static class RowFields
{
    /// <summary>All fields.</summary>
    public const int Count = 27;

    /// <summary>Gauges and counters: the fields that are one number.</summary>
    public const int ScalarCount = 22;

    /// <summary>Gauges: the first fields.</summary>
    public const int GaugeCount = 8;

    /// <summary>Histograms: the last fields.</summary>
    public const int HistogramCount = Count - ScalarCount;

    private static readonly ImmutableArray<string> Names =
    [
        "running", "waiting", "waitingCapacity", "waitingDeferred", "swapped", "kvCacheUsage", "asleep", "idle",
        "finished", "aborted", "failed", "rejected", "preemptions", "promptTokens", "promptTokensCached", "generationTokens",
        "prefixCacheQueries", "prefixCacheHits", "externalPrefixCacheQueries", "externalPrefixCacheHits", "iterations", "iterationTokens",
        "ttftSeconds", "itlSeconds", "queueSeconds", "requestPromptTokens", "requestOutputTokens",
    ];

    /// <summary>The field's name, camel case, as design and README write it.</summary>
    public static string Name(RowField field) => Names[(int)field];

    /// <summary>True for a cumulative counter.</summary>
    public static bool IsCounter(RowField field) => (int)field is >= GaugeCount and < ScalarCount;

    /// <summary>True for a histogram (sum and count, two of them with buckets).</summary>
    public static bool IsHistogram(RowField field) => (int)field >= ScalarCount;

    /// <summary>True for the histograms that carry buckets.</summary>
    public static bool HasBuckets(RowField field) => field is RowField.TtftSeconds or RowField.ItlSeconds;
}
