using System.Globalization;

namespace Wva.Agent.Tests.Fakes;

/// <summary>A small page of a vLLM engine.</summary>
internal static class VllmPage
{
    public static string With(double running = 1, double waiting = 0, double kv = 0.1, double finished = 10) => string.Create(
        CultureInfo.InvariantCulture,
        $$"""
        # HELP vllm:num_requests_running Number of requests in model execution batches.
        # TYPE vllm:num_requests_running gauge
        vllm:num_requests_running{engine="0",model_name="demo"} {{running}}
        # TYPE vllm:num_requests_waiting gauge
        vllm:num_requests_waiting{engine="0",model_name="demo"} {{waiting}}
        # TYPE vllm:kv_cache_usage_perc gauge
        vllm:kv_cache_usage_perc{engine="0",model_name="demo"} {{kv}}
        # TYPE vllm:request_success_total counter
        vllm:request_success_total{engine="0",finished_reason="stop",model_name="demo"} {{finished}}
        # TYPE vllm:generation_tokens_total counter
        vllm:generation_tokens_total{engine="0",model_name="demo"} {{finished * 100}}

        """);
}
