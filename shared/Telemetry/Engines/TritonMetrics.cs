using Wva.Contracts;

namespace Wva.Telemetry.Engines;

/// <summary>The only list of the metric names of Triton's TensorRT-LLM backend: gauges that tell their meaning by a label. It shows neither tokens nor latencies.</summary>
public static class TritonMetrics
{
    private const string Requests = "nv_trt_llm_request_metrics";
    private const string Blocks = "nv_trt_llm_kv_cache_block_metrics";

    /// <summary>The map.</summary>
    public static EngineMap Map { get; } = new()
    {
        Kind = "triton",
        Prefix = "nv_trt_llm_",
        ModelLabels = ["model"],
        Fields =
        [
            new(RowField.Running, Requests) { When = new("scheduled", "request_type") },
            new(RowField.Waiting, Requests) { When = new("waiting", "request_type") },
            new(RowField.KvCacheUsage, Blocks) { When = new("fraction", "kv_cache_block_type") },
            new(RowField.Iterations, "nv_trt_llm_general_metrics") { When = new("iteration_counter", "general_type") },
        ],
        LoadGauges = [RowField.Running, RowField.Waiting, RowField.KvCacheUsage],
        Pulse = [new("nv_trt_llm_general_metrics", new("iteration_counter", "general_type"))],
        CacheNumbers =
        [
            new(Blocks, CacheQuantity.BlockSize, new("tokens_per", "kv_cache_block_type")),
            new(Blocks, CacheQuantity.Blocks, new("max", "kv_cache_block_type")),
        ],
    };
}
