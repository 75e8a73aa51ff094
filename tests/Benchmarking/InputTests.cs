using System.Text;
using Wva.Benchmarks;
using Wva.Benchmarks.Footprint;
using Wva.Benchmarks.WireBytes;
using Wva.Simulation.Recordings;
using Wva.Testing;

namespace Wva.Benchmarking.Tests;

/// <summary>What the benchmarks are fed with.</summary>
public sealed class InputTests
{
    [Fact]
    public void An_idle_engine_s_page_moves_in_its_processor_seconds_and_nowhere_else()
    {
        var page = new RecordedPage(5, 200, 0.01, Encoding.UTF8.GetBytes("# TYPE process_cpu_seconds_total counter\nprocess_cpu_seconds_total 7.5\nvllm:num_requests_running 0.0\n"));
        var pages = WireCase.Ticking(page, TimeSpan.FromSeconds(2)).ToArray();
        Assert.Equal([0.0, 1.0, 2.0], pages.Select(ticking => ticking.AtSeconds));
        var seconds = pages.Select(ticking => Encoding.UTF8.GetString(ticking.Body.Span).Split('\n')[1].Split(' ')[1]);
        Assert.Equal("100 100.02 100.04", string.Join(' ', seconds));
        Assert.All(pages, ticking => Assert.EndsWith("\nvllm:num_requests_running 0.0\n", Encoding.UTF8.GetString(ticking.Body.Span), StringComparison.Ordinal));
        Assert.Throws<InvalidDataException>(() => WireCase.Ticking(page with { Body = "x 1\n"u8.ToArray() }, TimeSpan.Zero).First());
    }

    [Fact]
    public void A_looped_recording_has_a_page_every_20th_of_a_second()
    {
        RecordedPage[] pages = [new(0, 200, 0, "a 1\n"u8.ToArray()), new(1, 200, 0, "a 2\n"u8.ToArray())];
        var looped = LongRun.Looped(pages, 5);
        Assert.Equal([0, 0.05, 0.1, 0.15, 0.2], looped.Select(page => page.AtSeconds));
        Assert.Equal(pages[0].Body, looped[4].Body);
    }

    [Fact]
    public void A_scraper_is_told_the_names_that_the_agent_reads_and_no_others()
    {
        var names = Scraper.WantedNames("# TYPE vllm:num_requests_running gauge\nvllm:num_requests_running{engine=\"0\"} 1\nvllm:cache_config_info{a=\"b\"} 1\nhttp_requests_total 3\n"u8);
        Assert.Equal(["vllm:cache_config_info", "vllm:num_requests_running"], names);
    }

    [Fact]
    public void A_recording_gives_a_sample_for_each_page_of_an_engine()
    {
        Assert.SkipWhen(SharedFolder.Path is null, "../shared with the recordings is not there");
        var recorded = RecordedSamples.Of(RecordedInput.Pages("step").Take(5));
        Assert.Equal((5, "vllm"), (recorded.Samples.Count, recorded.Engine.Kind));
        Assert.All(recorded.Samples, sample => Assert.Single(sample.Rows));
    }
}
