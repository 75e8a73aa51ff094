namespace Wva.Testing.Pages;

/// <summary>
/// Reckons from the slow reading of a page of SGLang what its rows should hold, from a short list of its own: processes that repeat a rank's numbers are put together, the furthest of them,
/// then counters and queues are added and the fullest of other gauges is taken.
/// </summary>
public static class SlowSglang
{
    private static readonly string[] Processes = ["tp_rank", "pp_rank", "moe_ep_rank", "pid"];

    private static readonly string[] Queues =
    [
        "sglang:num_queue_reqs", "sglang:num_grammar_queue_reqs", "sglang:num_prefill_bootstrap_queue_reqs", "sglang:num_prefill_prealloc_queue_reqs", "sglang:num_prefill_inflight_queue_reqs",
        "sglang:num_prefill_infight_queue_reqs", "sglang:num_decode_prealloc_queue_reqs", "sglang:num_decode_transfer_queue_reqs",
    ];

    private static readonly (string Field, bool Buckets, string[] Families)[] Histograms =
    [
        ("ttftSeconds", true, ["sglang:time_to_first_token_seconds"]),
        ("itlSeconds", true, ["sglang:inter_token_latency_seconds", "sglang:time_per_output_token_seconds"]),
        ("queueSeconds", false, ["sglang:queue_time_seconds", "sglang:queue_time_s"]),
        ("requestPromptTokens", false, ["sglang:prompt_tokens_histogram"]),
        ("requestOutputTokens", false, ["sglang:generation_tokens_histogram"]),
    ];

    /// <summary>The rows of a page that stands for itself, by rank.</summary>
    public static IReadOnlyList<SlowRow> Read(SlowPage page)
    {
        // A priority's own number is a part of the one without.
        var series = page.Series.Where(s => s.Name.StartsWith("sglang:", StringComparison.Ordinal) && string.IsNullOrEmpty(s.Label("priority")))
            .Select(s => s with { Labels = [.. s.Labels.Where(label => !Processes.Contains(label.Key, StringComparer.Ordinal))] })
            .GroupBy(s => s.Identity(), StringComparer.Ordinal)
            .Select(same => same.First() with { Value = same.Select(s => s.Value).Aggregate(Math.Max) })
            .ToLookup(s => s.Label("dp_rank") ?? string.Empty, StringComparer.Ordinal);
        List<SlowSeries> unranked = [.. series[string.Empty]];
        var ranks = series.Select(rank => rank.Key).Where(rank => rank.Length > 0).OrderBy(rank => rank.Length).ThenBy(rank => rank, StringComparer.Ordinal).ToList();
        if (ranks.Count == 0)
        {
            return [new SlowRow("0", NumbersOf(unranked), SlowHistograms.Of(unranked, Histograms))];
        }

        var numbers = ranks.ConvertAll(rank => NumbersOf([.. series[rank]]));
        var histograms = ranks.ConvertAll(rank => SlowHistograms.Of([.. series[rank]], Histograms));
        SlowSampler.FillGaps(numbers, NumbersOf(unranked));
        SlowSampler.FillGaps(histograms, SlowHistograms.Of(unranked, Histograms));
        return SlowSampler.WithCommonBounds([.. ranks.Select((rank, place) => new SlowRow(rank, numbers[place], histograms[place]))]);
    }

    private static Dictionary<string, double> NumbersOf(List<SlowSeries> series)
    {
        (string Field, double? Value)[] all =
        [
            ("running", Known(series, "sglang:num_running_reqs")?.Max()),
            ("waiting", Known(series, Queues)?.Sum()),
            ("kvCacheUsage", Known(series, "sglang:token_usage")?.Max()),
            ("finished", Known(series, "sglang:num_requests_total")?.Sum()),
            ("aborted", Known(series, "sglang:num_aborted_requests_total")?.Sum()),
            ("preemptions", Known(series, "sglang:num_retracted_requests_total")?.Sum()),
            ("promptTokens", Known(series, "sglang:prompt_tokens_total")?.Sum()),
            ("promptTokensCached", Known(series, "sglang:cached_tokens_total")?.Sum()),
            ("generationTokens", (Known(series.FindAll(s => s.Label("mode") is "decode"), "sglang:realtime_tokens_total") ?? Known(series, "sglang:generation_tokens_total"))?.Sum()),
        ];
        return all.Where(number => number.Value is not null).ToDictionary(number => number.Field, number => number.Value!.Value, StringComparer.Ordinal);
    }

    // One that is not a number of things makes the whole unknown.
    private static List<double>? Known(List<SlowSeries> series, params string[] names)
    {
        var values = series.Where(s => names.Contains(s.Name, StringComparer.Ordinal)).Select(s => s.Value).ToList();
        return values.Count > 0 && values.TrueForAll(value => double.IsFinite(value) && value >= 0) ? values : null;
    }
}
