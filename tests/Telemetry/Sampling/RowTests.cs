namespace Wva.Telemetry.Tests.Sampling;

/// <summary>From series to fields: what is unknown, what counts of several, what a histogram must have.</summary>
public sealed class RowTests
{
    private const string Ttft = "vllm:time_to_first_token_seconds";

    [Theory]
    [InlineData("vllm:num_requests_running NaN\nvllm:num_requests_waiting 1\n", "waiting=1")]
    [InlineData("vllm:num_requests_running +Inf\nvllm:num_requests_waiting -1\n", "")]
    [InlineData("vllm:kv_cache_usage_perc NaN\nvllm:gpu_cache_usage_perc 0.5\n", "kvCacheUsage=0.5")]
    [InlineData("vllm:request_success_total{finished_reason=\"stop\"} 1\nvllm:request_success_total{finished_reason=\"abort\"} NaN\n", "")]
    public void A_number_that_counts_nothing_is_unknown(string page, string row) => AssertRow(page, row);

    [Theory]
    [InlineData("vllm:num_requests_running{a=\"1\",b=\"2\"} 5\nvllm:num_requests_running{b=\"2\",a=\"1\"} 3\n", "running=3", 1)]
    [InlineData("vllm:request_success_total{finished_reason=\"stop\"} 5\nvllm:request_success_total{finished_reason=\"stop\"} 6\nvllm:request_success_total{finished_reason=\"length\"} 1\n", "finished=7", 1)]
    [InlineData(Ttft + "_sum 1\n" + Ttft + "_sum 2\n" + Ttft + "_count 4\n" + Ttft + "_bucket{le=\"1\"} 9\n" + Ttft + "_bucket{le=\"1.0\"} 3\n", "ttftSeconds=2/4[3 1]", 2)]
    public void Of_the_same_series_twice_the_last_counts(string page, string row, int duplicates)
    {
        var pages = new Pages();
        Assert.Equal(duplicates, pages.Read(page).DuplicateSeries);
        Assert.Equal(row, pages.Row());
    }

    [Theory]
    [InlineData("_sum 1\n_count 3\n_bucket{le=\"0.5\"} 1\n_bucket{le=\"+Inf\"} 3\n", "ttftSeconds=1/3[1 2]")]
    [InlineData("_bucket{le=\"+Inf\"} 3\n_bucket{le=\"0.5\"} 1\n_count 3\n_sum 1\n", "ttftSeconds=1/3[1 2]")]
    [InlineData("_sum 1\n_bucket{le=\"0.5\"} 1\n_bucket{le=\"+Inf\"} 3\n", "ttftSeconds=1/3[1 2]")]
    [InlineData("_sum 1\n_count 3\n_bucket{le=\"5e-1\"} 1\n", "ttftSeconds=1/3[1 2]")]
    [InlineData("_sum 1\n_count 3\n", "ttftSeconds=1/3")]
    [InlineData("_sum 1\n_bucket{le=\"0.5\"} 1\n", "")]
    [InlineData("_count 3\n_bucket{le=\"+Inf\"} 3\n", "")]
    [InlineData("_sum 1\n_count 3\n_bucket{le=\"0.5\"} 2\n_bucket{le=\"1\"} 1\n", "")]
    [InlineData("_sum 1\n_count 3\n_bucket{le=\"0.5\"} 4\n", "")]
    [InlineData("_sum 1\n_count 3\n_bucket{le=\"half\"} 2\n", "")]
    [InlineData("_sum NaN\n_count 3\n", "")]
    public void A_histogram_needs_sum_and_count_and_must_not_contradict_itself(string lines, string row) =>
        AssertRow(lines.Replace("_", Ttft + "_", StringComparison.Ordinal), row);

    [Theory]
    [InlineData("awake", 1, "asleep=0")]
    [InlineData("awake", 0, "asleep=1")]
    [InlineData("weights_offloaded", 1, "asleep=1")]
    [InlineData("discard_all", 1, "asleep=2")]
    public void Sleep_has_levels(string state, int value, string row) => AssertRow($"vllm:engine_sleep_state{{sleep_state=\"{state}\"}} {value}\n", row);

    [Theory]
    [InlineData("engine=\"abcd\"", "engine=\"x\\ny\"")]
    [InlineData("engine=\"x\\ny\"", "engine=\"abcd\"")]
    public void Ranks_are_ordered_by_what_their_labels_mean_and_not_by_how_they_are_written(string first, string second)
    {
        var pages = new Pages();
        pages.Read($"vllm:num_requests_running{{{first}}} 1\nvllm:num_requests_running{{{second}}} 2\n");
        Assert.Equal(["x\ny", "abcd"], pages.Sample.Rows.Select(row => row.Rank), StringComparer.Ordinal);
    }

    [Fact]
    public void Rows_come_by_rank_and_a_series_without_rank_counts_for_the_first()
    {
        var pages = new Pages();
        pages.Read("vllm:admission_rejections_total 4\nvllm:num_requests_running{engine=\"10\"} 1\nvllm:num_requests_running{engine=\"2\"} 3\n");
        Assert.Equal(["2", "10"], pages.Sample.Rows.Select(row => row.Rank), StringComparer.Ordinal);
        Assert.Equal(("running=3 rejected=4", "running=1"), (pages.Row("2"), pages.Row("10")));
    }

    [Fact]
    public void A_rank_that_left_the_page_is_unknown_not_gone()
    {
        var pages = new Pages();
        pages.Read("vllm:num_requests_running{engine=\"0\"} 1\nvllm:num_requests_running{engine=\"1\"} 1\n");
        pages.Read("vllm:num_requests_running{engine=\"0\"} 2\n");
        Assert.Equal(("running=2", string.Empty), (pages.Row("0"), pages.Row("1")));
    }

    [Fact]
    public void A_page_with_endless_ranks_and_reasons_is_bounded()
    {
        var pages = new Pages();
        pages.Read(string.Concat(Enumerable.Range(0, 5_000).Select(i => $"vllm:num_requests_running{{engine=\"{i}\"}} 1\nvllm:request_success_total{{engine=\"0\",finished_reason=\"{i}\"}} 1\n")));
        Assert.Empty(pages.Sample.Rows);
        Assert.Equal("the page has more than 32 ranks; at most that is read", pages.Sample.Error);
    }

    private static void AssertRow(string page, string row)
    {
        var pages = new Pages();
        Assert.Null(pages.Read(page).Problem);
        Assert.Equal(row, pages.Row());
    }
}
