using Wva.Contracts;

namespace Wva.Telemetry.Engines;

/// <summary>
/// The only list of vLLM's metric names: every generation from 0.2.6 on, both engines, one process or several, and the names of llm-d-inference-sim and of Triton's vLLM backend.
/// On the wire a counter's name ends in <c>_total</c>, once; prefix-cache counters were also seen without it.
/// </summary>
public static class VllmMetrics
{
    /// <summary>The map of all its generations.</summary>
    public static EngineMap Map { get; } = new()
    {
        Kind = "vllm",
        Prefix = "vllm:",
        SilentBecause = "vLLM: --disable-log-stats",
        RankLabel = "engine",

        // Triton's backend says model.
        ModelLabels = ["model_name", "model"],
        Fields =
        [
            new(RowField.Running, "vllm:num_requests_running"),
            new(RowField.Waiting, "vllm:num_requests_waiting"),
            new(RowField.WaitingCapacity, "vllm:num_requests_waiting_by_reason") { When = new("capacity", "reason") },
            new(RowField.WaitingDeferred, "vllm:num_requests_waiting_by_reason") { When = new("deferred", "reason") },
            new(RowField.Swapped, "vllm:num_requests_swapped"),

            // A share 0..1 despite its name. 0.9.2 to 0.10.x show both names with one value.
            new(RowField.KvCacheUsage, "vllm:kv_cache_usage_perc", "vllm:gpu_cache_usage_perc"),
            new(RowField.Asleep, "vllm:engine_sleep_state") { When = new("awake", "sleep_state"), Level = new(WhenOn: 0, WhenOff: 1) },
            new(RowField.Asleep, "vllm:engine_sleep_state") { When = new("weights_offloaded", "sleep_state"), Level = new(WhenOn: 1, WhenOff: 0) },
            new(RowField.Asleep, "vllm:engine_sleep_state") { When = new("discard_all", "sleep_state"), Level = new(WhenOn: 2, WhenOff: 0) },

            // The simulator says finish_reason.
            new(RowField.Finished, "vllm:request_success_total"),
            new(RowField.Aborted, "vllm:request_success_total") { When = new("abort", "finished_reason", "finish_reason") },
            new(RowField.Failed, "vllm:request_success_total") { When = new("error", "finished_reason", "finish_reason") },
            new(RowField.Rejected, "vllm:admission_rejections_total"),
            new(RowField.Preemptions, "vllm:num_preemptions_total"),
            new(RowField.PromptTokens, "vllm:prompt_tokens_total"),
            new(RowField.PromptTokensCached, "vllm:prompt_tokens_cached_total"),
            new(RowField.GenerationTokens, "vllm:generation_tokens_total"),
            new(RowField.PrefixCacheQueries, "vllm:prefix_cache_queries_total", "vllm:prefix_cache_queries", "vllm:gpu_prefix_cache_queries_total", "vllm:gpu_prefix_cache_queries"),
            new(RowField.PrefixCacheHits, "vllm:prefix_cache_hits_total", "vllm:prefix_cache_hits", "vllm:gpu_prefix_cache_hits_total", "vllm:gpu_prefix_cache_hits"),
            new(RowField.ExternalPrefixCacheQueries, "vllm:external_prefix_cache_queries_total", "vllm:external_prefix_cache_queries"),
            new(RowField.ExternalPrefixCacheHits, "vllm:external_prefix_cache_hits_total", "vllm:external_prefix_cache_hits"),

            // A histogram whose family name happens to end in _total.
            new(RowField.Iterations, "vllm:iteration_tokens_total_count"),
            new(RowField.IterationTokens, "vllm:iteration_tokens_total_sum"),

            new(RowField.TtftSeconds, "vllm:time_to_first_token_seconds"),
            new(RowField.ItlSeconds, "vllm:inter_token_latency_seconds", "vllm:time_per_output_token_seconds"),
            new(RowField.QueueSeconds, "vllm:request_queue_time_seconds", "vllm:time_in_queue_requests"),
            new(RowField.RequestPromptTokens, "vllm:request_prompt_tokens"),
            new(RowField.RequestOutputTokens, "vllm:request_generation_tokens"),
        ],
        LoadGauges = [RowField.Running, RowField.Waiting, RowField.WaitingCapacity, RowField.WaitingDeferred, RowField.Swapped, RowField.KvCacheUsage],
        FinishedHasAborts = true,
        Pulse = [new("vllm:generation_tokens_total"), new("vllm:iteration_tokens_total_count")],
        CacheInfo = new("vllm:cache_config_info", BlockSizeLabel: "block_size", TokensLabel: "kv_cache_size_tokens", BlocksLabel: "num_gpu_blocks"),
        StartTimes =
        [
            "process_start_time_seconds",
            "vllm:prompt_tokens_created", "vllm:generation_tokens_created", "vllm:num_preemptions_created", "vllm:request_success_created",
            "vllm:time_to_first_token_seconds_created",
        ],
        Generations =
        [
            new("llm-d-inference-sim", "vllm:request_success_total", "finish_reason"),
            new(">=0.24", "vllm:cache_config_info", "kv_cache_size_tokens"),
            new(">=0.20", "vllm:num_requests_waiting_by_reason"),
            new(">=0.16", "vllm:prompt_tokens_cached_total"),
            new(">=0.13", "vllm:request_prefill_kv_computed_tokens_count"),
            new(">=0.11.1", "vllm:engine_sleep_state"),
            new(">=0.11.0", "vllm:request_time_per_output_token_seconds_count"),
            new(">=0.10.2", "vllm:inter_token_latency_seconds_count"),
            new(">=0.9.2", "vllm:kv_cache_usage_perc"),
            new("V0, <0.9", "vllm:num_requests_swapped"),
            new("V0, <0.9", "vllm:cpu_cache_usage_perc"),
            new(">=0.8.3", Name: null, Label: "engine"),

            // No label engine, yet the bounds that came with 0.8.4, and no swapping on the page any more.
            new("V0, 0.9", TtftBound: 2560),
            new("0.8.0-0.8.2", "vllm:gpu_prefix_cache_queries_total"),
        ],
    };

    /// <summary>The same names as Ray Serve passes them on, on the port of Ray's own metrics: one page a node, of every replica there.</summary>
    public static EngineMap Ray { get; } = ThroughRay("ray_vllm_");

    /// <summary>The same from releases that left the colon.</summary>
    public static EngineMap OlderRay { get; } = ThroughRay("ray_vllm:");

    // Some of Ray's releases write a counter by the name that it was made with.
    private static EngineMap ThroughRay(string prefix)
    {
        var map = Map.Respelled(prefix);
        return map with
        {
            InstanceLabels = ["WorkerId", "ReplicaId"],
            Fields = [.. map.Fields.Select(static source => source with { Names = [.. source.Names.Concat(source.Names.Select(WithoutTotal)).Distinct(StringComparer.Ordinal)] })],
            Pulse = [.. map.Pulse.Concat(map.Pulse.Select(static pulse => pulse with { Name = WithoutTotal(pulse.Name) })).Distinct()],
        };
    }

    private static string WithoutTotal(string name) => name.EndsWith("_total", StringComparison.Ordinal) ? name[..^"_total".Length] : name;
}
