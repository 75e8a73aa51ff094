using System.Globalization;
using System.Text;

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

    /// <summary>A page of several ranks; each number is another one on each page and rank.</summary>
    public static string WithRanks(int ranks, double finished)
    {
        var page = new StringBuilder();
        foreach (var (name, start) in (ReadOnlySpan<(string, double)>)[("num_requests_running", 0.5), ("num_requests_waiting", 0), ("kv_cache_usage_perc", 0), ("request_success_total", 0), ("generation_tokens_total", 1e10)])
        {
            page.Append(CultureInfo.InvariantCulture, $"# TYPE vllm:{name} {(name.EndsWith("_total", StringComparison.Ordinal) ? "counter" : "gauge")}\n");
            for (var rank = 0; rank < ranks; rank++)
            {
                var number = name == "kv_cache_usage_perc" ? 0.3 / (finished + rank) : name == "num_requests_waiting" ? 0 : start + finished + rank;
                page.Append(CultureInfo.InvariantCulture, $"vllm:{name}{{engine=\"{rank}\",model_name=\"demo\"}} {number}\n");
            }
        }

        return page.ToString();
    }
}
