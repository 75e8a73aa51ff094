using Wva.Contracts;

namespace Wva.Telemetry.Engines;

/// <summary>
/// The only list of the metric names of NVIDIA NIM for LLMs, 1.x, on <c>/v1/metrics</c>: vLLM's older names without their prefix, whichever engine is inside. Later releases show vLLM's own.
/// </summary>
public static class NimMetrics
{
    /// <summary>The map. That a page is of this engine, only names tell that nobody else is likely to have.</summary>
    public static EngineMap Map { get; } = new()
    {
        Kind = "nim",
        Prefix = "num_requests_",
        ModelLabels = ["model_name"],
        FinishedHasAborts = true,
        Fields =
        [
            new(RowField.Running, "num_requests_running"),
            new(RowField.Waiting, "num_requests_waiting"),
            new(RowField.KvCacheUsage, "gpu_cache_usage_perc"),
            new(RowField.Finished, "request_finish_total") { Adds = true },
            new(RowField.Finished, "request_failure_total") { Adds = true },
            new(RowField.Aborted, "request_finish_total") { When = new("abort", "finished_reason") },
            new(RowField.Failed, "request_failure_total"),
            new(RowField.PromptTokens, "prompt_tokens_total"),
            new(RowField.GenerationTokens, "generation_tokens_total"),
            new(RowField.TtftSeconds, "time_to_first_token_seconds"),
            new(RowField.ItlSeconds, "time_per_output_token_seconds"),
            new(RowField.RequestPromptTokens, "request_prompt_tokens"),
            new(RowField.RequestOutputTokens, "request_generation_tokens"),
        ],
        LoadGauges = [RowField.Running, RowField.Waiting, RowField.KvCacheUsage],
        StartTimes = ["process_start_time_seconds"],
    };
}
