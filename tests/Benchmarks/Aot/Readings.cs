using Wva.Contracts;
using Wva.Telemetry.Engines;
using Wva.Telemetry.Exposition;
using Wva.Telemetry.Sampling;
using Wva.Testing.Pages;

namespace Wva.Benchmarks.Aot;

/// <summary>The ways to read one page.</summary>
internal static class Readings
{
    /// <summary>Each with its name; a reading returns how much it found.</summary>
    public static IEnumerable<(string What, Func<int> Read)> Of(byte[] page)
    {
        var wanted = new SeriesTable(VllmMetrics.Map).Names;
        var few = new NameSet(["vllm:num_requests_running", "vllm:num_requests_waiting", "vllm:kv_cache_usage_perc", "vllm:generation_tokens_total", "vllm:request_success_total"]);
        var (sampler, sample) = (new PageSampler(), new Sample());
        yield return ("wanted names", () => Count(page, wanted));
        yield return ("five names", () => Count(page, few));
        yield return ("every line", () => Count(page, null));
        yield return ("page to sample", () => (int)sampler.Read(page, sample, DateTimeOffset.UnixEpoch, TimeSpan.Zero).Verdict);
        yield return ("line splitting", () => LineSplitting.Read(page).Count);
    }

    private static int Count(byte[] page, NameSet? wanted)
    {
        var reader = new ExpositionReader(page, isFinal: true, wanted);
        var count = 0;
        while (reader.Read())
        {
            count++;
        }

        return count;
    }
}
