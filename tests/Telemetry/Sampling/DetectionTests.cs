using Wva.Telemetry.Sampling;

namespace Wva.Telemetry.Tests.Sampling;

/// <summary>Which engine answers is found by its page, and found again when another takes the address.</summary>
public sealed class DetectionTests
{
    private const string Vllm = "process_start_time_seconds 100\nvllm:num_requests_running{engine=\"0\"} 3\nvllm:generation_tokens_total{engine=\"0\"} 50\n";
    private const string Sglang = "sglang:num_running_reqs 2\nsglang:token_usage 0.5\n";
    private const string Other = "python_info 1\n";

    private readonly Pages _pages = new();

    [Theory]
    [InlineData(Vllm, "vllm", "running=3 generationTokens=50")]
    [InlineData("ray_vllm_num_requests_running 3\n", "vllm", "running=3")]
    [InlineData("ray_vllm:num_requests_running 3\nray_vllm:request_success{finished_reason=\"stop\"} 5\nray_vllm:generation_tokens 7\n", "vllm", "running=3 finished=5 generationTokens=7")]
    [InlineData(Sglang, "sglang", "running=2 kvCacheUsage=0.5")]
    [InlineData("trtllm_num_requests_running 4\n", "tensorrt-llm", "running=4")]
    [InlineData("trtllm:request_success_total{finished_reason=\"stop\"} 4\n", "tensorrt-llm", "finished=4")]
    [InlineData("nv_trt_llm_request_metrics{model=\"m\",request_type=\"scheduled\",version=\"1\"} 4\n", "triton", "running=4")]
    [InlineData("tgi_queue_size 4\n", "tgi", "waiting=4")]
    [InlineData("num_requests_running 4\nprompt_tokens_total 9\n", "nim", "running=4 promptTokens=9")]
    [InlineData("num_requests_running 4\nprompt_tokens_total 9\n" + Vllm, "vllm", "running=3 generationTokens=50")]
    [InlineData("sglang:num_running_reqs 2\n" + Vllm, "vllm", "running=3 generationTokens=50")]
    public void The_engine_is_the_one_that_the_page_shows_most_of(string page, string kind, string row)
    {
        Assert.Equal(PageVerdict.Read, _pages.Read(page).Verdict);
        Assert.Equal((kind, row), (_pages.Engine.Kind, _pages.Row()));
    }

    [Fact]
    public void Another_engine_at_the_address_is_found_with_its_second_page_and_has_no_past()
    {
        _pages.Read(Vllm);
        Assert.Equal(PageVerdict.NoEngineFamilies, _pages.Read(Sglang).Verdict);
        Assert.Equal("running=~3 generationTokens=~50", _pages.Row());

        var result = _pages.Read(Sglang);
        Assert.Equal((PageVerdict.Read, true, true), (result.Verdict, result.EngineChanged, result.Restarted));
        Assert.Equal(("sglang", "running=2 kvCacheUsage=0.5"), (_pages.Engine.Kind, _pages.Row()));
        Assert.False(_pages.Read(Sglang).EngineChanged);
    }

    [Fact]
    public void The_same_engine_after_a_page_without_it_still_has_its_past()
    {
        _pages.Read(Vllm);
        _pages.Read(Other);
        var result = _pages.Read(Vllm);
        Assert.Equal((PageVerdict.Read, false, false), (result.Verdict, result.EngineChanged, result.Restarted));

        _pages.Read(Other);
        Assert.True(_pages.Read(Vllm.Replace("total{engine=\"0\"} 50", "total{engine=\"0\"} 4", StringComparison.Ordinal)).Restarted);
    }

    [Fact]
    public void A_total_of_the_page_is_not_given_to_one_rank_where_ranks_show_their_own()
    {
        _pages.Read("sglang:num_running_reqs{dp_rank=\"0\"} 0\nsglang:num_running_reqs{dp_rank=\"1\"} 2\nsglang:realtime_tokens_total{dp_rank=\"1\",mode=\"decode\"} 700\nsglang:generation_tokens_total 500\nsglang:num_requests_total 9\n");
        Assert.Equal(("running=0 finished=9", "running=2 generationTokens=700"), (_pages.Row("0"), _pages.Row("1")));
    }

    [Fact]
    public void Processes_that_repeat_a_rank_count_once_the_furthest_of_them()
    {
        _pages.Read("sglang:num_running_reqs{tp_rank=\"0\"} 5\nsglang:num_running_reqs{tp_rank=\"1\"} 4\nsglang:prompt_tokens_total{tp_rank=\"0\"} 90\nsglang:prompt_tokens_total{tp_rank=\"1\"} 100\n"
            + "sglang:num_queue_reqs{tp_rank=\"0\"} 3\nsglang:num_queue_reqs{tp_rank=\"1\"} 3\nsglang:num_grammar_queue_reqs{tp_rank=\"1\"} 2\nsglang:num_queue_reqs{priority=\"7\",tp_rank=\"0\"} 1\n");
        Assert.Equal("running=5 waiting=5 promptTokens=100", _pages.Row());
    }

    [Fact]
    public void A_histogram_in_several_sets_of_labels_is_their_sum_also_on_the_page_of_a_restart()
    {
        const string Streamed = "sglang:prompt_tokens_total {0}\nsglang:time_to_first_token_seconds_sum{is_streaming=\"true\"} 2\nsglang:time_to_first_token_seconds_count{is_streaming=\"true\"} 3\n"
            + "sglang:time_to_first_token_seconds_sum{is_streaming=\"false\"} 5\nsglang:time_to_first_token_seconds_count{is_streaming=\"false\"} 4\n";
        _pages.Read(Streamed.Replace("{0}", "10", StringComparison.Ordinal));
        Assert.Equal("promptTokens=10 ttftSeconds=7/7", _pages.Row());
        Assert.True(_pages.Read(Streamed.Replace("{0}", "1", StringComparison.Ordinal)).Restarted);
        Assert.Equal("promptTokens=1 ttftSeconds=7/7", _pages.Row());
    }

    [Fact]
    public void Replicas_behind_one_Ray_endpoint_are_ranks_of_their_own_and_one_that_is_gone_leaves_no_row()
    {
        string Page(params string[] workers) => string.Concat(workers.Select((worker, i) =>
            $"ray_vllm_num_requests_running{{ReplicaId=\"r{worker}\",WorkerId=\"{worker}\",engine=\"0\"}} {i + 3}\nray_vllm_generation_tokens_total{{WorkerId=\"{worker}\",engine=\"0\",ReplicaId=\"r{worker}\"}} {i + 50}\n"
            + $"ray_vllm_cache_config_info{{WorkerId=\"{worker}\",block_size=\"16\",engine=\"0\",num_gpu_blocks=\"100\"}} 1\n"));
        _pages.Read(Page("a", "b"));
        Assert.Equal(("running=3 generationTokens=50", "running=4 generationTokens=51"), (_pages.Row("a/0"), _pages.Row("b/0")));
        Assert.Equal(1600, _pages.Engine.KvCapacityTokens);

        _pages.Read(Page("a", "c"));
        Assert.Equal(["a/0", "c/0"], _pages.Sample.Rows.Select(row => row.Rank), StringComparer.Ordinal);
        Assert.Equal("running=4 generationTokens=51", _pages.Row("c/0"));
    }

    [Fact]
    public void A_replica_behind_Ray_without_a_label_of_its_rank_is_known_by_its_worker_or_else_by_its_id()
    {
        _pages.Read("ray_vllm:num_requests_running{WorkerId=\"w\",ReplicaId=\"r\"} 3\nray_vllm:num_requests_running{ReplicaId=\"r2\"} 4\n");
        Assert.Equal(("running=3", "running=4"), (_pages.Row("w"), _pages.Row("r2")));
    }

    [Theory]
    [InlineData(10)]
    [InlineData(64)]
    public void A_histogram_in_the_sets_of_labels_of_an_operator_is_their_sum(int sets)
    {
        _pages.Read(string.Concat(Enumerable.Range(0, sets).Select(i => $"vllm:time_to_first_token_seconds_sum{{x=\"{i}\"}} 1\nvllm:time_to_first_token_seconds_count{{x=\"{i}\"}} 1\n")));
        Assert.Equal($"ttftSeconds={sets}/{sets}", _pages.Row());
    }

    [Fact]
    public void Histograms_of_different_bounds_are_not_added() =>
        Assert.Equal("running=1", ReadRow("vllm:num_requests_running 1\n"
            + "vllm:time_to_first_token_seconds_sum{x=\"1\"} 1\nvllm:time_to_first_token_seconds_bucket{x=\"1\",le=\"1\"} 1\nvllm:time_to_first_token_seconds_bucket{x=\"1\",le=\"+Inf\"} 1\n"
            + "vllm:time_to_first_token_seconds_sum{x=\"2\"} 1\nvllm:time_to_first_token_seconds_bucket{x=\"2\",le=\"2\"} 1\nvllm:time_to_first_token_seconds_bucket{x=\"2\",le=\"+Inf\"} 1\n"));

    private string ReadRow(string page)
    {
        _pages.Read(page);
        return _pages.Row();
    }
}
