using Wva.Simulation.Engines;

namespace Wva.Simulation.Pages;

/// <summary>vLLM's histograms, in the order of its page.</summary>
internal static class EngineHistogramFamilies
{
    private const double OnlyOne = 1;

    private static ReadOnlySpan<double> ParamsN => [OnlyOne, 2, 5, 10, 20, double.PositiveInfinity];

    public static void AddTo(PageBuilder page, EngineLabels labels, int maxModelLength)
    {
        var own = labels.Own;
        var tokens = EngineBuckets.Tokens(maxModelLength);
        page.Histogram("vllm:request_prompt_tokens", "Number of prefill tokens processed.", own, tokens, static figures => figures.Meters.RequestPromptTokens);
        page.Histogram("vllm:request_generation_tokens", "Number of generation tokens processed.", own, tokens, static figures => figures.Meters.RequestGenerationTokens);
        page.Histogram("vllm:iteration_tokens_total", "Histogram of number of tokens per engine_step.", own, EngineBuckets.IterationTokens, static figures => figures.Meters.IterationTokens);
        page.Histogram("vllm:request_max_num_generation_tokens", "Histogram of maximum number of requested generation tokens.", own, tokens, static figures => figures.Meters.RequestGenerationTokens);
        page.Histogram("vllm:request_params_n", "Histogram of the n request parameter.", own, ParamsN, static figures => OneEach(figures.Meters.RequestPromptTokens.Count));
        page.Histogram("vllm:request_params_max_tokens", "Histogram of the max_tokens request parameter.", own, tokens, static figures => figures.Meters.RequestParamsMaxTokens);
        AddLatencies(page, own);
        page.Histogram("vllm:request_num_preemptions", "Histogram of the number of times a request was preempted.", own, EngineBuckets.Preemptions, static figures => figures.Meters.RequestPreemptions);
        page.Histogram("vllm:request_prefill_kv_computed_tokens", "Histogram of new KV tokens computed during prefill (excluding cached tokens).", own, tokens, static figures => figures.Meters.RequestPrefillKvComputedTokens);
    }

    private static void AddLatencies(PageBuilder page, (string Name, string Value)[] own)
    {
        page.Histogram("vllm:time_to_first_token_seconds", "Histogram of time to first token in seconds.", own, EngineBuckets.Ttft, static figures => figures.Meters.TtftSeconds);
        page.Histogram("vllm:inter_token_latency_seconds", "Histogram of inter-token latency in seconds.", own, EngineBuckets.Itl, static figures => figures.Meters.ItlSeconds);
        page.Histogram("vllm:request_time_per_output_token_seconds", "Histogram of time_per_output_token_seconds per request.", own, EngineBuckets.Itl, static figures => figures.Meters.RequestTimePerOutputTokenSeconds);
        page.Histogram("vllm:e2e_request_latency_seconds", "Histogram of e2e request latency in seconds.", own, EngineBuckets.Request, static figures => figures.Meters.E2eSeconds);
        page.Histogram("vllm:request_queue_time_seconds", "Histogram of time spent in WAITING phase for request.", own, EngineBuckets.Request, static figures => figures.Meters.QueueSeconds);
        page.Histogram("vllm:request_inference_time_seconds", "Histogram of time spent in RUNNING phase for request.", own, EngineBuckets.Request, static figures => figures.Meters.InferenceSeconds);
        page.Histogram("vllm:request_prefill_time_seconds", "Histogram of time spent in PREFILL phase for request.", own, EngineBuckets.Request, static figures => figures.Meters.PrefillSeconds);
        page.Histogram("vllm:request_decode_time_seconds", "Histogram of time spent in DECODE phase for request.", own, EngineBuckets.Request, static figures => figures.Meters.DecodeSeconds);
    }

    // Every simulated request asks for one answer.
    private static EngineHistogram OneEach(long requests)
    {
        var histogram = new EngineHistogram(ParamsN);
        histogram.Add(OnlyOne, requests);
        return histogram;
    }
}
