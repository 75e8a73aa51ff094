using Wva.Contracts;

namespace Wva.Telemetry.Engines;

/// <summary>
/// The only list of SGLang's metric names, 0.4 to 0.5. It always runs in several processes: every tensor- and pipeline-parallel one may repeat the numbers of its data-parallel rank.
/// </summary>
public static class SglangMetrics
{
    /// <summary>The map.</summary>
    public static EngineMap Map { get; } = new()
    {
        Kind = "sglang",
        Prefix = "sglang:",
        SilentBecause = "SGLang: no --enable-metrics",
        RankLabel = "dp_rank",
        ModelLabels = ["model_name", "name"],
        ReplicaLabels = ["tp_rank", "pp_rank", "moe_ep_rank", "pid"],

        // Under priority scheduling the series with an empty priority is the total of the others.
        PartLabel = "priority",
        Fields =
        [
            new(RowField.Running, "sglang:num_running_reqs"),

            // Prefill and decode servers queue apart; the queue that all have alone would understate theirs. Two of them were renamed.
            new(RowField.Waiting, "sglang:num_queue_reqs") { Adds = true },
            new(RowField.Waiting, "sglang:num_grammar_queue_reqs") { Adds = true },
            new(RowField.Waiting, "sglang:num_prefill_bootstrap_queue_reqs") { Adds = true },
            new(RowField.Waiting, "sglang:num_prefill_prealloc_queue_reqs") { Adds = true },
            new(RowField.Waiting, "sglang:num_prefill_inflight_queue_reqs") { Adds = true },
            new(RowField.Waiting, "sglang:num_prefill_infight_queue_reqs") { Adds = true },
            new(RowField.Waiting, "sglang:num_decode_prealloc_queue_reqs") { Adds = true },
            new(RowField.Waiting, "sglang:num_decode_transfer_queue_reqs") { Adds = true },
            new(RowField.KvCacheUsage, "sglang:token_usage"),
            new(RowField.Finished, "sglang:num_requests_total"),
            new(RowField.Aborted, "sglang:num_aborted_requests_total"),
            new(RowField.Preemptions, "sglang:num_retracted_requests_total"),

            // At finish; there is no other.
            new(RowField.PromptTokens, "sglang:prompt_tokens_total"),
            new(RowField.PromptTokensCached, "sglang:cached_tokens_total"),

            // From 0.5.7 on as they are made, before that at finish.
            new(RowField.GenerationTokens, "sglang:realtime_tokens_total") { When = new("decode", "mode") },
            new(RowField.GenerationTokens, "sglang:generation_tokens_total") { Preference = 1 },
            new(RowField.TtftSeconds, "sglang:time_to_first_token_seconds"),
            new(RowField.ItlSeconds, "sglang:inter_token_latency_seconds", "sglang:time_per_output_token_seconds"),
            new(RowField.QueueSeconds, "sglang:queue_time_seconds", "sglang:queue_time_s"),

            // Where the server was told to collect them.
            new(RowField.RequestPromptTokens, "sglang:prompt_tokens_histogram"),
            new(RowField.RequestOutputTokens, "sglang:generation_tokens_histogram"),
        ],
        LoadGauges = [RowField.Running, RowField.Waiting, RowField.KvCacheUsage],

        // All modes: a prefill server never decodes, and one that does both may prefill for long.
        Pulse = [new("sglang:realtime_tokens_total"), new("sglang:forward_execution_seconds_total")],
        CacheInfo = new("sglang:cache_config_info", BlockSizeLabel: "page_size", TokensLabel: string.Empty, BlocksLabel: string.Empty),
        CacheNumbers =
        [
            new("sglang:page_size", CacheQuantity.BlockSize),
            new("sglang:max_total_num_tokens", CacheQuantity.Tokens),
        ],
        Generations =
        [
            new(">=0.5.11", "sglang:page_size"),
            new(">=0.5.7", "sglang:realtime_tokens_total"),
            new(">=0.4.5", "sglang:num_running_reqs", "engine_type"),
        ],
    };
}
