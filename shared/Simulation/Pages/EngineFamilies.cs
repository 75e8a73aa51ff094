using Wva.Simulation.Engines;

namespace Wva.Simulation.Pages;

/// <summary>vLLM's gauges and counters, in the order of its page.</summary>
internal static class EngineFamilies
{
    private const string OfFlops = "(for Model Flops Utilization calculations).";
    private const string InTokens = "in terms of number of queried tokens.";
    private const string FromConnector = "from KV connector cross-instance cache sharing,";
    private static readonly Func<PageFigures, double> Zero = static _ => 0;

    public static void AddTo(PageBuilder page, EngineLabels labels)
    {
        AddFlops(page, labels.Text);
        AddGauges(page, labels);
        AddCaches(page, labels.Text);
        page.Counter("vllm:num_preemptions", "Cumulative number of preemption from the engine.", (labels.Text, static figures => figures.Meters.Preemptions));
        AddPrompts(page, labels);
        page.Counter("vllm:generation_tokens", "Number of generation tokens processed.", (labels.Text, static figures => figures.Meters.GenerationTokens));
        AddRequests(page, labels);
    }

    // The recorded engine was started without --enable-mfu-metrics, as most are.
    private static void AddFlops(PageBuilder page, string labels)
    {
        page.Counter("vllm:estimated_flops_per_gpu", $"Estimated number of floating point operations per GPU {OfFlops}", (labels, Zero));
        page.Counter("vllm:estimated_read_bytes_per_gpu", $"Estimated number of bytes read from memory per GPU {OfFlops}", (labels, Zero));
        page.Counter("vllm:estimated_write_bytes_per_gpu", $"Estimated number of bytes written to memory per GPU {OfFlops}", (labels, Zero));
    }

    private static void AddGauges(PageBuilder page, EngineLabels labels)
    {
        page.Gauge("vllm:num_requests_running", "Number of requests in model execution batches.", (labels.Text, static figures => figures.Gauges.Running));
        page.Gauge("vllm:num_requests_waiting", "Number of requests waiting to be processed.", (labels.Text, static figures => figures.Gauges.Waiting));
        page.Gauge(
            "vllm:num_requests_waiting_by_reason",
            "Number of waiting requests by reason. Reason labels: 'capacity' = waiting for scheduling capacity; 'deferred' = deferred by transient constraints (LoRA budget, KV transfer, blocked status). Sum of all reasons equals vllm:num_requests_waiting.",
            (labels.With("reason", "capacity"), static figures => figures.Gauges.Waiting),
            (labels.With("reason", "deferred"), Zero));
        page.Gauge(
            "vllm:engine_sleep_state",
            "Engine sleep state; awake = 0 means engine is sleeping; awake = 1 means engine is awake; weights_offloaded = 1 means sleep level 1; discard_all = 1 means sleep level 2.",
            (labels.With("sleep_state", "awake"), static _ => 1),
            (labels.With("sleep_state", "weights_offloaded"), Zero),
            (labels.With("sleep_state", "discard_all"), Zero));
        page.Gauge("vllm:kv_cache_usage_perc", "KV-cache usage. 1 means 100 percent usage.", (labels.Text, static figures => figures.Gauges.KvCacheUsage));
    }

    private static void AddCaches(PageBuilder page, string labels)
    {
        page.Counter("vllm:prefix_cache_queries", $"Prefix cache queries, {InTokens}", (labels, static figures => figures.Meters.PrefixCacheQueries));
        page.Counter("vllm:prefix_cache_hits", "Prefix cache hits, in terms of number of cached tokens.", (labels, static figures => figures.Meters.PrefixCacheHits));
        page.Counter("vllm:external_prefix_cache_queries", $"External prefix cache queries {FromConnector} {InTokens}", (labels, Zero));
        page.Counter("vllm:external_prefix_cache_hits", $"External prefix cache hits {FromConnector} in terms of number of cached tokens.", (labels, Zero));
        page.Counter("vllm:mm_cache_queries", "Multi-modal cache queries, in terms of number of queried items.", (labels, Zero));
        page.Counter("vllm:mm_cache_hits", "Multi-modal cache hits, in terms of number of cached items.", (labels, Zero));
    }

    private static void AddPrompts(PageBuilder page, EngineLabels labels)
    {
        page.Counter("vllm:prompt_tokens", "Number of prefill tokens processed.", (labels.Text, static figures => figures.Meters.PromptTokens));
        page.Counter(
            "vllm:prompt_tokens_by_source",
            "Number of prompt tokens by source.",
            (labels.With("source", "local_compute"), static figures => figures.Meters.PromptTokens - figures.Meters.PromptTokensCached),
            (labels.With("source", "local_cache_hit"), static figures => figures.Meters.PromptTokensCached),
            (labels.With("source", "external_kv_transfer"), Zero));
        page.Counter("vllm:prompt_tokens_cached", "Number of cached prompt tokens (local + external).", (labels.Text, static figures => figures.Meters.PromptTokensCached));
        page.Counter(
            "vllm:prompt_tokens_cached_by_source",
            "Prefix-cache hit tokens by the cache tier that supplied them: device (local HBM), host (offloaded to DRAM), disk, p2p (transferred from another vLLM instance) or external_unspecified. Counted at admission; sums to vllm:prefix_cache_hits + vllm:external_prefix_cache_hits.",
            (labels.With("source", "device"), static figures => figures.Meters.PrefixCacheHits),
            (labels.With("source", "host"), Zero),
            (labels.With("source", "p2p"), Zero),
            (labels.With("source", "disk"), Zero),
            (labels.With("source", "external_unspecified"), Zero));
    }

    private static void AddRequests(PageBuilder page, EngineLabels labels)
    {
        page.Counter(
            "vllm:request_success",
            "Count of successfully processed requests.",
            (labels.With("finished_reason", "stop"), static figures => figures.Meters.Finished(FinishReason.Stop)),
            (labels.With("finished_reason", "length"), static figures => figures.Meters.Finished(FinishReason.Length)),
            (labels.With("finished_reason", "abort"), static figures => figures.Meters.Finished(FinishReason.Abort)),
            (labels.With("finished_reason", "error"), Zero),
            (labels.With("finished_reason", "repetition"), Zero));
        page.Counter(
            "vllm:admission_rejections",
            "Number of admission attempts rejected by a queue limit, by reason.",
            (labels.OfFrontEnd("reason", "max_num_queued_reqs"), Zero),
            (labels.OfFrontEnd("reason", "max_num_queued_tokens"), Zero));
    }
}
