namespace Wva.Testing.Pages;

/// <summary>Reckons the histograms of one rank.</summary>
internal static class SlowHistograms
{
    private const int MostSets = 64;

    private static readonly (string Field, bool Buckets, string[] Families)[] Vllm =
    [
        ("ttftSeconds", true, ["vllm:time_to_first_token_seconds"]),
        ("itlSeconds", true, ["vllm:inter_token_latency_seconds", "vllm:time_per_output_token_seconds"]),
        ("queueSeconds", false, ["vllm:request_queue_time_seconds", "vllm:time_in_queue_requests"]),
        ("requestPromptTokens", false, ["vllm:request_prompt_tokens"]),
        ("requestOutputTokens", false, ["vllm:request_generation_tokens"]),
    ];

    /// <summary>The histograms by the name of their field.</summary>
    public static Dictionary<string, SlowHistogram> Of(List<SlowSeries> series) => Of(series, Vllm);

    /// <summary>The same under other names, in order of preference.</summary>
    public static Dictionary<string, SlowHistogram> Of(List<SlowSeries> series, (string Field, bool Buckets, string[] Families)[] wanted)
    {
        var found = new Dictionary<string, SlowHistogram>(StringComparer.Ordinal);
        foreach (var (field, buckets, families) in wanted)
        {
            if (families.Select(family => Total(series, family, buckets)).FirstOrDefault(histogram => histogram is not null) is { } known)
            {
                found[field] = known;
            }
        }

        return found;
    }

    // One for each set of labels; a set that is broken, or has bounds of its own, or one too many makes the whole unknown.
    private static SlowHistogram? Total(List<SlowSeries> series, string family, bool withBuckets)
    {
        string[] pieces = withBuckets ? ["_sum", "_count", "_bucket"] : ["_sum", "_count"];
        var sets = series.Where(s => pieces.Any(piece => string.Equals(s.Name, family + piece, StringComparison.Ordinal)))
            .GroupBy(s => (s with { Name = family, Labels = [.. s.Labels.Where(label => label.Key is not "le")] }).Identity(), StringComparer.Ordinal)
            .Select(set => Of([.. set], family, withBuckets)).ToList();
        return sets.Count is 0 or > MostSets ? null : sets.Aggregate(Add);
    }

    private static SlowHistogram? Add(SlowHistogram? one, SlowHistogram? other) =>
        one is null || other is null || !one.Buckets.Select(bucket => bucket.Key).SequenceEqual(other.Buckets.Select(bucket => bucket.Key))
            ? null
            : new SlowHistogram(one.Sum + other.Sum, one.Count + other.Count, [.. one.Buckets.Zip(other.Buckets, (a, b) => KeyValuePair.Create(a.Key, a.Value + b.Value))]);

    private static SlowHistogram? Of(List<SlowSeries> series, string family, bool withBuckets)
    {
        var below = new SortedDictionary<double, double>();
        if (withBuckets)
        {
            foreach (var bucket in series.Where(s => string.Equals(s.Name, family + "_bucket", StringComparison.Ordinal)))
            {
                if (!TryBound(bucket.Label("le"), out var bound))
                {
                    return null;
                }

                below[bound] = bucket.Value;
            }
        }

        var sum = Last(series, family + "_sum");
        var count = Last(series, family + "_count") ?? (below.TryGetValue(double.PositiveInfinity, out var all) ? all : null);
        if (!IsKnown(sum) || !IsKnown(count))
        {
            return null;
        }

        if (below.Count > 0)
        {
            below.TryAdd(double.PositiveInfinity, count!.Value);
        }

        var own = below.Values.Zip(below.Values.Prepend(0), (upper, lower) => upper - lower).ToList();
        return below.Values.All(value => IsKnown(value)) && own.TrueForAll(value => value >= 0)
            ? new SlowHistogram(sum!.Value, count!.Value, [.. below.Keys.Zip(own, KeyValuePair.Create)])
            : null;
    }

    private static bool TryBound(string? le, out double bound)
    {
        // A page with one number in it: whatever reads values reads bounds.
        var page = SlowReader.Read(System.Text.Encoding.Latin1.GetBytes($"x {le}\n"));
        bound = page.Series.Count == 1 ? page.Series[0].Value : double.NaN;
        return !double.IsNaN(bound);
    }

    private static double? Last(List<SlowSeries> series, string name) => series.LastOrDefault(s => string.Equals(s.Name, name, StringComparison.Ordinal))?.Value;

    private static bool IsKnown(double? value) => value is { } known && double.IsFinite(known) && known >= 0;
}
