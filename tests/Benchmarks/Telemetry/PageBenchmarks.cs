using BenchmarkDotNet.Attributes;
using Wva.Contracts;
using Wva.Telemetry.Engines;
using Wva.Telemetry.Exposition;
using Wva.Telemetry.Sampling;
using Wva.Testing.Pages;

namespace Wva.Benchmarks.Telemetry;

/// <summary>One full page of a real vLLM: read for the wanted names, for all, and sampled; beside the line-splitting way in the same run. GB/s stands in a column.</summary>
[MemoryDiagnoser]
[Config(typeof(PageThroughput))]
public class PageBenchmarks
{
    private readonly NameSet _wanted = new SeriesTable(VllmMetrics.Map).Names;
    private readonly NameSet _few = new(["vllm:num_requests_running", "vllm:num_requests_waiting", "vllm:kv_cache_usage_perc", "vllm:generation_tokens_total", "vllm:request_success_total"]);
    private readonly PageSampler _sampler = new();
    private readonly Sample _sample = new();
    private byte[] _page = [];

    /// <summary><c>step</c> is an engine of one rank (54 KB), <c>ranks</c> one of two (73 KB).</summary>
    [Params("step", "ranks")]
    public string Recording { get; set; } = string.Empty;

    [GlobalSetup]
    public void LoadPage() => _page = RecordedInput.LastPage(Recording);

    [Benchmark(Baseline = true)]
    public int SplitLines() => LineSplitting.Read(_page).Count;

    [Benchmark]
    public int ReadFiveNames() => Count(_few);

    [Benchmark]
    public int ReadWanted() => Count(_wanted);

    [Benchmark]
    public int ReadAll() => Count(null);

    [Benchmark]
    public PageVerdict SamplePage() => _sampler.Read(_page, _sample, DateTimeOffset.UnixEpoch, TimeSpan.Zero).Verdict;

    private int Count(NameSet? wanted)
    {
        var reader = new ExpositionReader(_page, isFinal: true, wanted);
        var count = 0;
        while (reader.Read())
        {
            count++;
        }

        return count;
    }
}
