using Wva.Contracts;

namespace Wva.Telemetry.Engines;

/// <summary>
/// The only list of the metric names of Text Generation Inference: no labels, counters without <c>_total</c>, no use of the KV cache, no time to first token. All but its forward passes is counted when a request comes or ends.
/// </summary>
public static class TgiMetrics
{
    /// <summary>The map.</summary>
    public static EngineMap Map { get; } = new()
    {
        Kind = "tgi",
        Prefix = "tgi_",
        Fields =
        [
            new(RowField.Running, "tgi_batch_current_size"),
            new(RowField.Waiting, "tgi_queue_size"),
            new(RowField.Finished, "tgi_request_success") { Adds = true },
            new(RowField.Finished, "tgi_request_failure") { Adds = true },
            new(RowField.Failed, "tgi_request_failure"),
            new(RowField.PromptTokens, "tgi_request_input_length_sum"),
            new(RowField.GenerationTokens, "tgi_request_generated_tokens_sum"),

            // A prefill or one step of decoding each.
            new(RowField.Iterations, "tgi_batch_inference_success"),
            new(RowField.ItlSeconds, "tgi_request_mean_time_per_token_duration"),
            new(RowField.QueueSeconds, "tgi_request_queue_duration"),
            new(RowField.RequestPromptTokens, "tgi_request_input_length"),
            new(RowField.RequestOutputTokens, "tgi_request_generated_tokens"),
        ],
        LoadGauges = [RowField.Running, RowField.Waiting],

        // A request is counted in the queue the moment it comes; before the first one there is only the size of the cache.
        AppearsWhenAsked = true,

        // The router checks and refuses requests while the model server behind it hangs.
        CountedInFront = [RowField.Finished, RowField.Failed, RowField.PromptTokens, RowField.RequestPromptTokens],
        Pulse = [new("tgi_batch_inference_success")],
        CacheNumbers = [new("tgi_batch_max_total_tokens", CacheQuantity.Tokens)],
    };
}
