namespace Wva.Testing.Pages;

/// <summary>Reckons the histograms of one rank.</summary>
internal static class SlowHistograms
{
    private static readonly (string Field, bool Buckets, string[] Families)[] Known =
    [
        ("ttftSeconds", true, ["vllm:time_to_first_token_seconds"]),
        ("itlSeconds", true, ["vllm:inter_token_latency_seconds", "vllm:time_per_output_token_seconds"]),
        ("queueSeconds", false, ["vllm:request_queue_time_seconds", "vllm:time_in_queue_requests"]),
        ("requestPromptTokens", false, ["vllm:request_prompt_tokens"]),
        ("requestOutputTokens", false, ["vllm:request_generation_tokens"]),
    ];

    /// <summary>The histograms by the name of their field.</summary>
    public static Dictionary<string, SlowHistogram> Of(List<SlowSeries> series)
    {
        var found = new Dictionary<string, SlowHistogram>(StringComparer.Ordinal);
        foreach (var (field, buckets, families) in Known)
        {
            if (families.Select(family => Of(series, family, buckets)).FirstOrDefault(histogram => histogram is not null) is { } known)
            {
                found[field] = known;
            }
        }

        return found;
    }

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
