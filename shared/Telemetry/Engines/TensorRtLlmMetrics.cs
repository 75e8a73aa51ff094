using Wva.Contracts;

namespace Wva.Telemetry.Engines;

/// <summary>The only list of the metric names of TensorRT-LLM's own server, trtllm-serve, on <c>/prometheus/metrics</c>. 1.1 shows finished requests and latencies only.</summary>
public static class TensorRtLlmMetrics
{
    /// <summary>The map.</summary>
    public static EngineMap Map { get; } = new()
    {
        Kind = "tensorrt-llm",
        Prefix = "trtllm_",
        SilentBecause = "TensorRT-LLM: no return_perf_metrics",
        ModelLabels = ["model_name"],
        FinishedHasAborts = true,
        Fields =
        [
            new(RowField.Running, "trtllm_num_requests_running"),
            new(RowField.Waiting, "trtllm_num_requests_waiting"),
            new(RowField.KvCacheUsage, "trtllm_kv_cache_utilization"),

            // Its reasons: stop, length, timeout, cancelled. Later releases count errors by themselves.
            new(RowField.Finished, "trtllm_request_success_total") { Adds = true },
            new(RowField.Finished, "trtllm_request_error_total") { Adds = true },
            new(RowField.Aborted, "trtllm_request_success_total") { When = new("cancelled", "finished_reason") },
            new(RowField.Failed, "trtllm_request_error_total"),
            new(RowField.PromptTokens, "trtllm_prompt_tokens_total"),
            new(RowField.PromptTokensCached, "trtllm_prompt_cached_tokens_total"),
            new(RowField.GenerationTokens, "trtllm_generation_tokens_total"),
            new(RowField.TtftSeconds, "trtllm_time_to_first_token_seconds"),
            new(RowField.ItlSeconds, "trtllm_time_per_output_token_seconds"),
            new(RowField.QueueSeconds, "trtllm_request_queue_time_seconds"),
        ],
        LoadGauges = [RowField.Running, RowField.Waiting, RowField.KvCacheUsage],
        CacheNumbers =
        [
            new("trtllm_kv_cache_tokens_per_block", CacheQuantity.BlockSize),
            new("trtllm_kv_cache_max_blocks", CacheQuantity.Blocks),
        ],
    };

    /// <summary>The same names as older releases of Dynamo pass them on.</summary>
    public static EngineMap Dynamo { get; } = Map.Respelled("trtllm:");
}
