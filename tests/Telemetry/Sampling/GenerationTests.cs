namespace Wva.Telemetry.Tests.Sampling;

/// <summary>A small page of each generation, in its own words and its emitter's number text, and what is read of it.</summary>
public sealed class GenerationTests
{
    public static TheoryData<string, string, string, string?> Generations { get; } = new()
    {
        {
            "V0 in one process: no engine label, long buckets, swapped",
            """
            vllm:num_requests_running{model_name="m"} 3.0
            vllm:num_requests_swapped{model_name="m"} 1.0
            vllm:num_requests_waiting{model_name="m"} 2.0
            vllm:gpu_cache_usage_perc{model_name="m"} 0.25
            vllm:cpu_cache_usage_perc{model_name="m"} 0.0
            vllm:gpu_prefix_cache_hit_rate{model_name="m"} -1.0
            vllm:num_preemptions_total{model_name="m"} 4.0
            vllm:prompt_tokens_total{model_name="m"} 1.7537953269352946e+09
            vllm:generation_tokens_total{model_name="m"} 3.9024848896e+010
            vllm:time_per_output_token_seconds_sum{model_name="m"} 2.5
            vllm:time_per_output_token_seconds_bucket{le="0.01",model_name="m"} 10.0
            vllm:time_per_output_token_seconds_bucket{le="+Inf",model_name="m"} 25.0
            vllm:time_per_output_token_seconds_count{model_name="m"} 25.0
            vllm:time_in_queue_requests_sum{model_name="m"} 1.5
            vllm:time_in_queue_requests_count{model_name="m"} 3.0
            vllm:request_success_total{finished_reason="stop",model_name="m"} 7.0
            """,
            "running=3 waiting=2 swapped=1 kvCacheUsage=0.25 finished=7 preemptions=4 promptTokens=1753795326.9352946 generationTokens=39024848896 itlSeconds=2.5/25[10 15] queueSeconds=1.5/3",
            "V0, <0.9"
        },
        {
            "0.8.0 to 0.8.2: V1 without engine label, counters of blocks",
            """
            vllm:num_requests_running{model_name="m"} 1.0
            vllm:num_requests_waiting{model_name="m"} 0.0
            vllm:gpu_cache_usage_perc{model_name="m"} 0.00117647
            vllm:gpu_prefix_cache_queries_total{model_name="m"} 100.0
            vllm:gpu_prefix_cache_hits_total{model_name="m"} 40.0
            vllm:request_success_total{finished_reason="stop",model_name="m"} 5.0
            vllm:request_success_total{finished_reason="length",model_name="m"} 2.0
            vllm:request_success_total{finished_reason="abort",model_name="m"} 1.0
            """,
            "running=1 waiting=0 kvCacheUsage=0.00117647 finished=8 aborted=1 prefixCacheQueries=100 prefixCacheHits=40",
            "0.8.0-0.8.2"
        },
        {
            "0.8.3: the engine label",
            """
            vllm:num_requests_running{engine="0",model_name="m"} 1.0
            vllm:gpu_cache_usage_perc{engine="0",model_name="m"} 0.5
            vllm:gpu_prefix_cache_queries{engine="0",model_name="m"} 100.0
            vllm:gpu_prefix_cache_hits{engine="0",model_name="m"} 40.0
            vllm:cache_config_info{block_size="16",engine="0",num_gpu_blocks="None"} 1.0
            """,
            "running=1 kvCacheUsage=0.5 prefixCacheQueries=100 prefixCacheHits=40",
            ">=0.8.3"
        },
        {
            "0.9.2: both names of one thing are never added",
            """
            vllm:gpu_cache_usage_perc{engine="0",model_name="m"} 0.5
            vllm:kv_cache_usage_perc{engine="0",model_name="m"} 0.5
            vllm:gpu_prefix_cache_queries_total{engine="0",model_name="m"} 100.0
            vllm:prefix_cache_queries_total{engine="0",model_name="m"} 100.0
            """,
            "kvCacheUsage=0.5 prefixCacheQueries=100",
            ">=0.9.2"
        },
        {
            "0.9.2 with several API servers: one use a process, the fullest counts",
            """
            vllm:kv_cache_usage_perc{engine="0",model_name="m",pid="11"} 0.25
            vllm:kv_cache_usage_perc{engine="0",model_name="m",pid="12"} 0.75
            vllm:kv_cache_usage_perc{engine="0",model_name="m",pid="13"} 0.0
            """,
            "kvCacheUsage=0.75",
            ">=0.9.2"
        },
        {
            "0.10.2: both latencies, the new one counts",
            """
            vllm:time_per_output_token_seconds_count{engine="0",model_name="m"} 30.0
            vllm:time_per_output_token_seconds_sum{engine="0",model_name="m"} 3.0
            vllm:inter_token_latency_seconds_count{engine="0",model_name="m"} 31.0
            vllm:inter_token_latency_seconds_sum{engine="0",model_name="m"} 3.1
            vllm:request_queue_time_seconds_count{engine="0",model_name="m"} 2.0
            vllm:request_queue_time_seconds_sum{engine="0",model_name="m"} 0.5
            """,
            "itlSeconds=3.1/31 queueSeconds=0.5/2",
            ">=0.10.2"
        },
        {
            "0.11: sleep states and the KV connector; _created is no counter",
            """
            vllm:engine_sleep_state{engine="0",model_name="m",sleep_state="awake"} 0.0
            vllm:engine_sleep_state{engine="0",model_name="m",sleep_state="weights_offloaded"} 0.0
            vllm:engine_sleep_state{engine="0",model_name="m",sleep_state="discard_all"} 1.0
            vllm:external_prefix_cache_queries_total{engine="0",model_name="m"} 9.0
            vllm:external_prefix_cache_hits_total{engine="0",model_name="m"} 3.0
            vllm:prompt_tokens_total{engine="0",model_name="m"} 5.0
            vllm:prompt_tokens_created{engine="0",model_name="m"} 1.795477962298803e+09
            vllm:iteration_tokens_total_count{engine="0",model_name="m"} 6.0
            vllm:iteration_tokens_total_sum{engine="0",model_name="m"} 60.0
            vllm:iteration_tokens_total_created{engine="0",model_name="m"} 1.795477962298803e+09
            """,
            "asleep=2 promptTokens=5 externalPrefixCacheQueries=9 externalPrefixCacheHits=3 iterations=6 iterationTokens=60",
            ">=0.11.1"
        },
        {
            "0.13 and later: errors, reasons of waiting, rejections of the whole page",
            """
            vllm:num_requests_waiting{engine="0",model_name="m"} 5.0
            vllm:num_requests_waiting_by_reason{engine="0",model_name="m",reason="capacity"} 4.0
            vllm:num_requests_waiting_by_reason{engine="0",model_name="m",reason="deferred"} 1.0
            vllm:request_success_total{engine="0",finished_reason="stop",model_name="m"} 1.0
            vllm:request_success_total{engine="0",finished_reason="error",model_name="m"} 2.0
            vllm:request_success_total{engine="0",finished_reason="repetition",model_name="m"} 4.0
            vllm:admission_rejections_total{model_name="m",reason="max_num_queued_reqs"} 3.0
            vllm:admission_rejections_total{model_name="m",reason="max_num_queued_tokens"} 5.0
            """,
            "waiting=5 waitingCapacity=4 waitingDeferred=1 finished=7 failed=2 rejected=8",
            ">=0.20"
        },
        {
            "several processes: sum first, no gauges before use, rank 5 alone",
            """
            vllm:time_to_first_token_seconds_sum{engine="5",model_name="m"} 0.5
            vllm:time_to_first_token_seconds_bucket{engine="5",le="+Inf",model_name="m"} 3.0
            vllm:time_to_first_token_seconds_bucket{engine="5",le="0.1",model_name="m"} 1.0
            vllm:time_to_first_token_seconds_bucket{engine="5",le="1e+00",model_name="m"} 3.0
            vllm:time_to_first_token_seconds_count{engine="5",model_name="m"} 3.0
            vllm:admission_rejections_total{model_name="m",reason="max_num_queued_reqs"} 2.0
            """,
            "rejected=2 ttftSeconds=0.5/3[1 2 0]",
            ">=0.8.3"
        },
        {
            "llm-d-inference-sim: finish_reason, numbers as Go writes them",
            """
            vllm:num_requests_running{model_name="m"} 3
            vllm:num_requests_waiting{model_name="m"} 0
            vllm:prompt_tokens_total{model_name="m"} 1e+06
            vllm:request_success_total{finish_reason="stop",model_name="m"} 9
            vllm:request_success_total{finish_reason="abort",model_name="m"} 1
            vllm:cache_config_info{block_size="8",num_gpu_blocks="1024"} 1
            """,
            "running=3 waiting=0 finished=10 aborted=1 promptTokens=1000000",
            "llm-d-inference-sim"
        },
        { "just after the start of several processes: only the info", "vllm:cache_config_info{block_size=\"16\",engine=\"0\",num_gpu_blocks=\"100\"} 1.0\n", "", ">=0.8.3" },
    };

    [Theory]
    [MemberData(nameof(Generations))]
    public void Each_generation_is_read_in_its_own_words(string generation, string page, string row, string? version)
    {
        Assert.NotEmpty(generation);
        var pages = new Pages();
        Assert.Null(pages.Read(page).Problem);
        Assert.Equal(row, pages.Row(Assert.Single(pages.Sample.Rows).Rank));
        Assert.Equal(version, pages.Engine.Version);
    }

    [Theory]
    [InlineData("""vllm:cache_config_info{block_size="16",num_gpu_blocks="100"} 1""", 1, 1600.0)]
    [InlineData("""vllm:cache_config_info{block_size="16",num_gpu_blocks="100",kv_cache_size_tokens="1500"} 1""", 1, 1500.0)]
    [InlineData("""vllm:cache_config_info{block_size="16.0",num_gpu_blocks="100.0",kv_cache_size_tokens="None"} 1""", 1, 1600.0)]
    [InlineData("""vllm:cache_config_info{block_size="16",num_gpu_blocks="None"} 1""", 1, null)]
    [InlineData("""vllm:cache_config_info{block_size="16",num_gpu_blocks="100"} 1""", 4, 400.0)]
    public void The_KV_cache_of_one_rank_comes_from_the_info_labels(string info, int ranks, double? tokens)
    {
        var pages = new Pages();
        pages.Read(string.Concat(Enumerable.Range(0, ranks).Select(rank => $"vllm:num_requests_running{{engine=\"{rank}\"}} 0\n")) + info + "\n");
        Assert.Equal(tokens, pages.Engine.KvCapacityTokens);
    }

    [Fact]
    public void Every_served_name_of_the_model_is_kept()
    {
        var pages = new Pages();
        pages.Read("vllm:num_requests_running{model_name=\"a\"} 0\n");
        Assert.True(pages.Read("vllm:num_requests_running{model_name=\"b \\\"x\\\"\"} 0\n").EngineChanged);
        Assert.Equal(["a", "b \"x\""], pages.Engine.Models, StringComparer.Ordinal);
    }
}
