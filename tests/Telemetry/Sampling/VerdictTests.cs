using System.Text;
using Wva.Contracts;
using Wva.Telemetry.Sampling;

namespace Wva.Telemetry.Tests.Sampling;

public sealed class VerdictTests
{
    private const string Silent = "it is another server, or an engine that is still loading or shows no metrics (vLLM: --disable-log-stats; SGLang: no --enable-metrics; TensorRT-LLM: no return_perf_metrics)";
    private const string Good = "vllm:num_requests_running{engine=\"0\",model_name=\"m\"} 3\n";

    [Theory]
    [InlineData("", PageVerdict.Empty, "the page is empty")]
    [InlineData(" \r\n\t\n", PageVerdict.Empty, "the page is empty")]
    [InlineData("<!DOCTYPE html><html>sign in</html>", PageVerdict.Html, "HTML came instead of metrics, beginning with '<!DOCTYPE html><html>sign in</html>'")]
    [InlineData("{\"detail\":\"Not Found\"}", PageVerdict.Json, "JSON came instead of metrics, beginning with '{\"detail\":\"Not Found\"}'")]
    [InlineData("[\n  1\n]\n", PageVerdict.Json, "JSON came instead of metrics, beginning with '[   1 ]'")]
    [InlineData(Good + "vllm:num_requests_wai", PageVerdict.Truncated, "the page ends in the middle of a line")]
    [InlineData(Good + "vllm:num_requests_waiting{engine=\"0\",model", PageVerdict.Truncated, "the page ends in the middle of a line")]
    [InlineData(Good + "# HELP vllm:num_requests_waiting Numb", PageVerdict.Truncated, "the page ends in the middle of a line")]
    [InlineData("python_info 1\n", PageVerdict.NoEngineFamilies, "no series of the page is an engine's (it begins with 'python_info 1'): " + Silent)]
    [InlineData("# HELP python_info Pyth", PageVerdict.Truncated, "the page ends in the middle of a line")]
    [InlineData("Not Found", PageVerdict.NoEngineFamilies, "no series of the page is an engine's (it begins with 'Not Found'): " + Silent)]
    public void What_is_no_page_of_an_engine_is_named_and_makes_fields_stale(string page, PageVerdict verdict, string problem)
    {
        var pages = new Pages();
        pages.Read(Good);
        var result = pages.Read(page);
        Assert.Equal((verdict, problem), (result.Verdict, result.Problem));
        Assert.Equal(problem, pages.Sample.Error);
        Assert.Equal("running=~3", pages.Row());

        Assert.Equal(PageVerdict.Read, pages.Read(Good).Verdict);
        Assert.Equal(("running=3", null), (pages.Row(), pages.Sample.Error));
    }

    [Theory]
    [InlineData(32, null)]
    [InlineData(33, "the page has more than 32 ranks; at most that is read")]
    [InlineData(300, "the page has more than 32 ranks; at most that is read")]
    public void More_ranks_than_a_message_holds_are_no_page_to_read_rather_than_a_part_of_one(int ranks, string? problem)
    {
        var pages = new Pages();
        pages.Read(Good);
        var result = pages.Read(string.Concat(Enumerable.Range(0, ranks).Select(rank => $"vllm:num_requests_running{{engine=\"{rank}\"}} 3\n")));
        Assert.Equal((problem is null ? PageVerdict.Read : PageVerdict.BeyondBounds, problem), (result.Verdict, pages.Sample.Error));
        Assert.Equal(problem is null ? "running=3" : "running=~3", pages.Row());
        Assert.Equal(PageVerdict.Read, pages.Read(Good).Verdict);
    }

    [Fact]
    public void More_series_or_a_longer_rank_than_is_read_are_named()
    {
        var many = string.Concat(Enumerable.Range(0, 513).Select(i => $"vllm:num_requests_running{{engine=\"0\",pid=\"{i}\"}} 3\n"));
        Assert.Equal("the page has more than 512 wanted series of one rank; at most that is read", new Pages().Read(many).Problem);
        Assert.Equal(
            "the page has a rank whose name is longer than 64 bytes; at most that is read",
            new Pages().Read($"vllm:num_requests_running{{engine=\"{new string('9', 65)}\"}} 3\n").Problem);
    }

    [Fact]
    public void More_sets_of_labels_of_a_histogram_than_are_held_are_named() =>
        Assert.Equal(
            "the page has more than 64 sets of labels of one histogram; at most that is read",
            new Pages().Read(string.Concat(Enumerable.Range(0, 65).Select(i => $"vllm:time_to_first_token_seconds_sum{{x=\"{i}\"}} 1\n"))).Problem);

    [Fact]
    public void An_engine_that_announces_its_families_and_has_no_series_yet_is_found_and_all_unknown()
    {
        var pages = new Pages();
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(PageVerdict.Read, pages.Read("# TYPE python_info gauge\npython_info 1\n# HELP trtllm_request_success_total x\n# TYPE trtllm_request_success_total counter\n").Verdict);
            Assert.Equal(("tensorrt-llm", ""), (pages.Engine.Kind, pages.Row()));
        }

        Assert.Equal(PageVerdict.Read, pages.Read("# TYPE trtllm_request_success_total counter\ntrtllm_request_success_total{finished_reason=\"stop\"} 1\n").Verdict);
        Assert.Equal("finished=1", pages.Row());
    }

    [Fact]
    public void Ranks_that_are_gone_do_not_keep_others_out_for_ever()
    {
        var pages = new Pages();
        string Page(int from) => string.Concat(Enumerable.Range(from, 20).Select(rank => $"vllm:num_requests_running{{engine=\"{rank}\"}} 3\n"));
        pages.Read(Page(0));
        Assert.Equal(PageVerdict.BeyondBounds, pages.Read(Page(100)).Verdict);
        Assert.Equal(PageVerdict.Read, pages.Read(Page(100)).Verdict);
    }

    [Fact]
    public void A_page_of_10_MB_without_an_engine_is_named()
    {
        var page = new StringBuilder();
        while (page.Length < 10_000_000)
        {
            page.Append("some_other_metric{label=\"value\"} 1\n");
        }

        var result = new Pages().Read(page.ToString());
        Assert.Equal(PageVerdict.NoEngineFamilies, result.Verdict);
        Assert.Equal(0, result.BadLines);
    }

    [Fact]
    public void A_quoted_name_is_no_JSON() =>
        Assert.Equal(PageVerdict.Read, new Pages().Read("{\"vllm:num_requests_running\",engine=\"0\"} 3\n").Verdict);

    [Fact]
    public void A_failed_read_before_the_first_page_leaves_no_row()
    {
        var pages = new Pages();
        pages.Fail("connection refused");
        Assert.Empty(pages.Sample.Rows);
        Assert.Equal("connection refused", pages.Sample.Error);
    }

    [Fact]
    public void A_bad_line_costs_its_own_series_only()
    {
        var pages = new Pages();
        var result = pages.Read("vllm:num_requests_running{engine=\"0\"} many\nvllm:num_requests_waiting{engine=\"0\"} 2\n");
        Assert.Equal((PageVerdict.Read, 1), (result.Verdict, result.BadLines));
        Assert.Equal("waiting=2", pages.Row());
    }

    [Fact]
    public void The_scrape_is_written_beside_the_rows()
    {
        var pages = new Pages();
        pages.Read(Good);
        Assert.Equal((0.008, Good.Length, 0.0, false), (pages.Sample.ReadSeconds, pages.Sample.Bytes, pages.Sample.ScrapeAgeSeconds, pages.Sample.Stalled));
        Assert.Equal(FieldState.Absent, pages.Sample.Rows[0].State(RowField.Waiting));
    }
}
