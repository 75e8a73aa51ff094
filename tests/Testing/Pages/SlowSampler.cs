namespace Wva.Testing.Pages;

/// <summary>
/// Reckons from the slow reading of a page what its rows should hold, field by field, with dictionaries. It shares nothing with the product's sampler, names included,
/// and knows the engine's pages one after the other: a rank that has shown gauges is never idle again until its counters begin anew.
/// </summary>
public sealed class SlowSampler
{
    private static readonly string[] Gauges = ["running", "waiting", "waitingCapacity", "waitingDeferred", "swapped", "kvCacheUsage"];

    private readonly HashSet<string> _hadGauges = new(StringComparer.Ordinal);
    private readonly Dictionary<string, double> _lastGenerated = new(StringComparer.Ordinal);

    /// <summary>The rows of a page, by rank.</summary>
    public IReadOnlyList<SlowRow> Read(SlowPage page)
    {
        var engine = page.Series.Where(series => series.Name.StartsWith("vllm:", StringComparison.Ordinal)).ToLookup(RankOf, StringComparer.Ordinal);
        List<SlowSeries> unranked = [.. engine[string.Empty]];
        var ranks = engine.Select(series => series.Key).Where(rank => rank.Length > 0).OrderBy(rank => rank.Length).ThenBy(rank => rank, StringComparer.Ordinal).ToList();
        if (ranks.Count == 0)
        {
            return WithCommonBounds([Row("0", NumbersOf(unranked), SlowHistograms.Of(unranked))]);
        }

        var numbers = ranks.ConvertAll(rank => NumbersOf([.. engine[rank]]));
        var histograms = ranks.ConvertAll(rank => SlowHistograms.Of([.. engine[rank]]));
        FillGaps(numbers, NumbersOf(unranked));
        FillGaps(histograms, SlowHistograms.Of(unranked));
        return WithCommonBounds([.. ranks.Select((rank, place) => Row(rank, numbers[place], histograms[place]))]);
    }

    private static string RankOf(SlowSeries series) => series.Label("engine") ?? string.Empty;

    /// <summary>Bounds are told once for all ranks, those of the first one; a rank with others keeps sum and count.</summary>
    internal static List<SlowRow> WithCommonBounds(List<SlowRow> rows) =>
        [.. rows.Select(row => row with
        {
            Histograms = row.Histograms.ToDictionary(
                histogram => histogram.Key,
                histogram => Bounds(rows.First(other => other.Histograms.ContainsKey(histogram.Key)).Histograms[histogram.Key]).SequenceEqual(Bounds(histogram.Value)) ? histogram.Value : histogram.Value with { Buckets = [] },
                StringComparer.Ordinal),
        })];

    private static IEnumerable<double> Bounds(SlowHistogram histogram) => histogram.Buckets.Select(bucket => bucket.Key);

    private static Dictionary<string, double> NumbersOf(List<SlowSeries> series)
    {
        var numbers = new Dictionary<string, double>(StringComparer.Ordinal);
        AddGauges(numbers, series);
        AddSleep(numbers, series);
        AddCounters(numbers, series);
        return numbers;
    }

    /// <summary>What the page as a whole shows counts for the first rank, where no rank shows it by itself.</summary>
    internal static void FillGaps<T>(List<Dictionary<string, T>> ranks, Dictionary<string, T> page)
    {
        foreach (var (field, value) in page.Where(entry => !ranks.Exists(rank => rank.ContainsKey(entry.Key))).ToList())
        {
            ranks[0].Add(field, value);
        }
    }

    private SlowRow Row(string rank, Dictionary<string, double> numbers, Dictionary<string, SlowHistogram> histograms)
    {
        var gauges = Gauges.Any(numbers.ContainsKey);
        if (numbers.TryGetValue("generationTokens", out var generated))
        {
            if (_lastGenerated.TryGetValue(rank, out var last) && generated < last)
            {
                _hadGauges.Remove(rank);
            }

            _lastGenerated[rank] = generated;
        }

        var asked = numbers.Any(number => number.Key is not "asleep" && number.Value > 0) || histograms.Values.Any(histogram => histogram.Count > 0);
        if (!gauges && !_hadGauges.Contains(rank) && !asked && (numbers.ContainsKey("finished") || numbers.ContainsKey("promptTokens") || numbers.ContainsKey("generationTokens")))
        {
            numbers["idle"] = 1;
        }

        if (gauges)
        {
            _hadGauges.Add(rank);
        }

        return new SlowRow(rank, numbers, histograms);
    }

    private static void AddGauges(Dictionary<string, double> numbers, List<SlowSeries> series)
    {
        Add(numbers, "running", Largest(series, "vllm:num_requests_running"));
        Add(numbers, "waiting", Largest(series, "vllm:num_requests_waiting"));
        Add(numbers, "waitingCapacity", Largest(series.Where(s => s.Label("reason") is "capacity"), "vllm:num_requests_waiting_by_reason"));
        Add(numbers, "waitingDeferred", Largest(series.Where(s => s.Label("reason") is "deferred"), "vllm:num_requests_waiting_by_reason"));
        Add(numbers, "swapped", Largest(series, "vllm:num_requests_swapped"));
        Add(numbers, "kvCacheUsage", Largest(series, "vllm:kv_cache_usage_perc") ?? Largest(series, "vllm:gpu_cache_usage_perc"));
    }

    private static void AddSleep(Dictionary<string, double> numbers, List<SlowSeries> series)
    {
        // Each state's last series counts; a number that is none makes the level unknown.
        var levels = new List<double>();
        foreach (var state in series.Where(s => s.Name is "vllm:engine_sleep_state").GroupBy(s => s.Identity(), StringComparer.Ordinal).Select(same => same.Last()))
        {
            var on = state.Value > 0;
            levels.AddRange(state.Label("sleep_state") switch
            {
                _ when !double.IsFinite(state.Value) => [double.NaN],
                "awake" => [on ? 0 : 1],
                "weights_offloaded" => [on ? 1 : 0],
                "discard_all" => [on ? 2 : 0],
                _ => Array.Empty<double>(),
            });
        }

        if (levels.Count > 0 && !levels.Exists(double.IsNaN))
        {
            numbers["asleep"] = levels.Max();
        }
    }

    private static void AddCounters(Dictionary<string, double> numbers, List<SlowSeries> series)
    {
        var reasons = series.Select(s => (Series: s, Reason: s.Label("finished_reason") ?? s.Label("finish_reason"))).ToList();
        Add(numbers, "finished", Total(series, "vllm:request_success_total"));
        Add(numbers, "aborted", Total(reasons.Where(s => s.Reason is "abort").Select(s => s.Series), "vllm:request_success_total"));
        Add(numbers, "failed", Total(reasons.Where(s => s.Reason is "error").Select(s => s.Series), "vllm:request_success_total"));
        Add(numbers, "rejected", Total(series, "vllm:admission_rejections_total"));
        Add(numbers, "preemptions", Total(series, "vllm:num_preemptions_total"));
        Add(numbers, "promptTokens", Total(series, "vllm:prompt_tokens_total"));
        Add(numbers, "promptTokensCached", Total(series, "vllm:prompt_tokens_cached_total"));
        Add(numbers, "generationTokens", Total(series, "vllm:generation_tokens_total"));
        foreach (var (field, name) in new[] { ("prefixCacheQueries", "prefix_cache_queries"), ("prefixCacheHits", "prefix_cache_hits") })
        {
            Add(numbers, field, Total(series, $"vllm:{name}_total") ?? Total(series, $"vllm:{name}") ?? Total(series, $"vllm:gpu_{name}_total") ?? Total(series, $"vllm:gpu_{name}"));
        }

        Add(numbers, "externalPrefixCacheQueries", Total(series, "vllm:external_prefix_cache_queries_total") ?? Total(series, "vllm:external_prefix_cache_queries"));
        Add(numbers, "externalPrefixCacheHits", Total(series, "vllm:external_prefix_cache_hits_total") ?? Total(series, "vllm:external_prefix_cache_hits"));
        Add(numbers, "iterations", Total(series, "vllm:iteration_tokens_total_count"));
        Add(numbers, "iterationTokens", Total(series, "vllm:iteration_tokens_total_sum"));
    }

    private static void Add(Dictionary<string, double> numbers, string field, double? value)
    {
        if (value is { } known)
        {
            numbers[field] = known;
        }
    }

    private static double? Largest(IEnumerable<SlowSeries> series, string name) => Known(series, name) is { Count: > 0 } values ? values.Max() : null;

    private static double? Total(IEnumerable<SlowSeries> series, string name) => Known(series, name) is { Count: > 0 } values ? values.Sum() : null;

    // The last of the same series counts; one that is not a number of things makes the whole unknown.
    private static List<double> Known(IEnumerable<SlowSeries> series, string name)
    {
        var values = series.Where(s => string.Equals(s.Name, name, StringComparison.Ordinal))
            .GroupBy(s => s.Identity(), StringComparer.Ordinal).Select(same => same.Last().Value).ToList();
        return values.TrueForAll(value => double.IsFinite(value) && value >= 0) ? values : [];
    }
}
