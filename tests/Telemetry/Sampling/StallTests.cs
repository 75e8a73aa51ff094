using System.Globalization;

namespace Wva.Telemetry.Tests.Sampling;

/// <summary>A frozen page is told from a fresh one, rank by rank, and nothing else is taken for it.</summary>
public sealed class StallTests
{
    private const string Busy = "vllm:num_requests_running 3\nvllm:num_requests_waiting 1\nvllm:generation_tokens_total 100\nvllm:iteration_tokens_total_count 40\n";
    private const string Idle = "vllm:num_requests_running 0\nvllm:num_requests_waiting 0\nvllm:generation_tokens_total 100\nvllm:iteration_tokens_total_count 40\n";

    private readonly Pages _pages = new();

    [Theory]
    [InlineData("a hang", Busy, 0, true)]
    [InlineData("output comes", "vllm:num_requests_running 3\nvllm:generation_tokens_total {0}\n", 1, false)]
    [InlineData("only waiting, nothing runs", "vllm:num_requests_running 0\nvllm:num_requests_waiting 2\nvllm:generation_tokens_total 100\n", 0, true)]
    [InlineData("idle", Idle, 0, false)]
    [InlineData("one huge request in a long prefill: its chunks put out nothing and count as no step, only the KV cache fills", "vllm:num_requests_running 1\nvllm:kv_cache_usage_perc 0.{0}\nvllm:generation_tokens_total 7\nvllm:iteration_tokens_total_count 40\n", 1, false)]
    [InlineData("a hung engine's KV cache neither fills nor empties", "vllm:num_requests_running 1\nvllm:kv_cache_usage_perc 0.5\nvllm:generation_tokens_total 7\nvllm:iteration_tokens_total_count 40\n", 0, true)]
    [InlineData("requests are scheduled: they are looked up in the prefix cache", "vllm:num_requests_running 1\nvllm:generation_tokens_total 7\nvllm:prefix_cache_queries_total {0}\n", 1, false)]
    [InlineData("only steps count up", "vllm:num_requests_running 1\nvllm:generation_tokens_total 7\nvllm:iteration_tokens_total_count {0}\n", 1, false)]
    [InlineData("a prefill of one step that takes longer than ten seconds looks like a hang", "vllm:num_requests_running 1\nvllm:generation_tokens_total 7\nvllm:iteration_tokens_total_count 100\n", 0, true)]
    [InlineData("the front end still refuses", "vllm:num_requests_running 1\nvllm:generation_tokens_total 7\nvllm:admission_rejections_total {0}\n", 1, true)]
    [InlineData("the front end still counts aborts", "vllm:num_requests_running 1\nvllm:generation_tokens_total 7\nvllm:request_success_total{finished_reason=\"abort\"} {0}\nvllm:request_success_total{finished_reason=\"stop\"} 4\n", 1, true)]
    [InlineData("requests end well", "vllm:num_requests_running 1\nvllm:generation_tokens_total 7\nvllm:request_success_total{finished_reason=\"abort\"} 1\nvllm:request_success_total{finished_reason=\"stop\"} {0}\n", 1, false)]
    [InlineData("asleep with requests", "vllm:engine_sleep_state{sleep_state=\"awake\"} 0\nvllm:engine_sleep_state{sleep_state=\"weights_offloaded\"} 1\n" + Busy, 0, false)]
    [InlineData("awake", "vllm:engine_sleep_state{sleep_state=\"awake\"} 1\nvllm:engine_sleep_state{sleep_state=\"weights_offloaded\"} 0\n" + Busy, 0, true)]
    [InlineData("0.2.6 has no counter at all", "vllm:num_requests_running 3\nvllm:gpu_cache_usage_perc 0.5\n", 0, false)]
    [InlineData("counters that move when a request ends prove nothing", "vllm:num_requests_running 3\nvllm:request_success_total{finished_reason=\"stop\"} 4\n", 0, false)]
    [InlineData("SGLang before 0.5.7 counts at finish", "sglang:num_running_reqs 3\nsglang:generation_tokens_total 100\n", 0, false)]
    [InlineData("SGLang from 0.5.7 on counts as it goes", "sglang:num_running_reqs 3\nsglang:realtime_tokens_total{mode=\"decode\"} 100\n", 0, true)]
    [InlineData("SGLang in a long prefill", "sglang:num_running_reqs 1\nsglang:realtime_tokens_total{mode=\"decode\"} 100\nsglang:realtime_tokens_total{mode=\"prefill_compute\"} {0}\n", 1, false)]
    [InlineData("SGLang, a prefill server's second rank, whose decode series never moves", "sglang:num_running_reqs{dp_rank=\"0\"} 0\nsglang:num_running_reqs{dp_rank=\"1\"} 1\nsglang:realtime_tokens_total{dp_rank=\"1\",mode=\"decode\"} 0\nsglang:realtime_tokens_total{dp_rank=\"1\",mode=\"prefill_compute\"} {0}\n", 1, false)]
    [InlineData("SGLang, a prefill server without a decode series hangs", "sglang:num_running_reqs 1\nsglang:realtime_tokens_total{mode=\"prefill_compute\"} 100\n", 0, true)]
    [InlineData("SGLang, one of two ranks of a prefill server hangs", "sglang:num_running_reqs{dp_rank=\"0\"} 1\nsglang:realtime_tokens_total{dp_rank=\"0\",mode=\"prefill_compute\"} {0}\nsglang:num_running_reqs{dp_rank=\"1\"} 1\nsglang:realtime_tokens_total{dp_rank=\"1\",mode=\"prefill_compute\"} 7\n", 1, true)]
    [InlineData("SGLang computes", "sglang:num_running_reqs 1\nsglang:realtime_tokens_total{mode=\"decode\"} 100\nsglang:forward_execution_seconds_total {0}\n", 1, false)]
    [InlineData("SGLang hangs and clients give up: aborts are counted apart from what finished", "sglang:num_running_reqs 3\nsglang:realtime_tokens_total{mode=\"decode\"} 100\nsglang:num_requests_total 98\nsglang:num_aborted_requests_total {0}\n", 1, true)]
    [InlineData("SGLang's requests end", "sglang:num_running_reqs 3\nsglang:realtime_tokens_total{mode=\"decode\"} 100\nsglang:num_requests_total {0}\nsglang:num_aborted_requests_total {0}\n", 1, false)]
    [InlineData("TensorRT-LLM counts at finish", "trtllm_num_requests_running 3\ntrtllm_generation_tokens_total 9\ntrtllm_request_success_total{finished_reason=\"stop\"} 4\n", 0, false)]
    [InlineData("Triton's clock runs on, its steps stand", "nv_trt_llm_request_metrics{request_type=\"scheduled\"} 3\nnv_trt_llm_general_metrics{general_type=\"iteration_counter\"} 9\nnv_trt_llm_general_metrics{general_type=\"timestamp\"} {0}\n", 1, true)]
    [InlineData("Triton counts its steps", "nv_trt_llm_request_metrics{request_type=\"scheduled\"} 3\nnv_trt_llm_general_metrics{general_type=\"iteration_counter\"} {0}\n", 1, false)]
    [InlineData("Triton's steps stand", "nv_trt_llm_request_metrics{request_type=\"scheduled\"} 3\nnv_trt_llm_general_metrics{general_type=\"iteration_counter\"} 9\n", 0, true)]
    [InlineData("TGI without a count of its forward passes: the others move when a request ends", "tgi_batch_current_size 3\ntgi_request_generated_tokens_sum 9\n", 0, false)]
    [InlineData("TGI counts its forward passes", "tgi_batch_current_size 3\ntgi_batch_inference_success{method=\"decode\"} {0}\n", 1, false)]
    [InlineData("TGI's forward passes stand while its router takes in and refuses requests", "tgi_batch_current_size 3\ntgi_batch_inference_success{method=\"decode\"} 9\ntgi_request_success 5\ntgi_request_failure{err=\"overloaded\"} {0}\ntgi_request_input_length_sum {0}\ntgi_request_input_length_count {0}\n", 1, true)]
    public void Requests_without_progress_for_10_s_of_pages_are_a_stall(string story, string page, int growth, bool stalled)
    {
        Assert.NotEmpty(story);
        for (var second = 0; second <= 10; second++)
        {
            Assert.False(_pages.Sample.Stalled, $"{story}: after {second} s");
            _pages.Read(page.Replace("{0}", (100 + (second * growth)).ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));
        }

        Assert.Equal(stalled, _pages.Sample.Stalled);
    }

    [Fact]
    public void One_hung_rank_of_two_is_told()
    {
        for (var second = 0; second <= 10; second++)
        {
            Assert.False(_pages.Sample.Stalled);
            _pages.Read(TwoRanks(1, $"{second}"));
        }

        Assert.True(_pages.Sample.Stalled);
    }

    [Fact]
    public void A_rank_that_idles_beside_a_busy_one_is_no_stall()
    {
        for (var second = 0; second <= 20; second++)
        {
            _pages.Read(TwoRanks(0, $"{second}"));
            Assert.False(_pages.Sample.Stalled);
        }
    }

    [Fact]
    public void Two_ranks_that_rest_in_turns_are_no_stall()
    {
        for (var second = 0; second <= 40; second++)
        {
            // Each moves every 6 s.
            _pages.Read($"vllm:num_requests_running{{engine=\"0\"}} 1\nvllm:generation_tokens_total{{engine=\"0\"}} {second / 6}\nvllm:num_requests_running{{engine=\"1\"}} 1\nvllm:generation_tokens_total{{engine=\"1\"}} {(second + 3) / 6}\n");
            Assert.False(_pages.Sample.Stalled);
        }
    }

    [Fact]
    public void A_hang_ends_with_the_first_movement()
    {
        Repeat(Busy, 13);
        Assert.True(_pages.Sample.Stalled);
        _pages.Read(Busy.Replace("total_count 40", "total_count 41", StringComparison.Ordinal));
        Assert.False(_pages.Sample.Stalled);
    }

    [Fact]
    public void Gauges_that_stuck_when_the_clients_went_away_are_a_stall_until_the_next_request()
    {
        // Up to 0.10.1: the last requests are aborted, and no step follows that would set the gauges.
        const string Stuck = "vllm:num_requests_running 2\nvllm:num_requests_waiting 0\nvllm:gpu_cache_usage_perc 0.3\nvllm:generation_tokens_total 900\nvllm:request_success_total{finished_reason=\"abort\"} 2\n";
        _pages.Read(Stuck.Replace("900", "890", StringComparison.Ordinal));
        Repeat(Stuck, 11);
        Assert.True(_pages.Sample.Stalled);

        _pages.Read(Stuck.Replace("running 2", "running 1", StringComparison.Ordinal).Replace("900", "901", StringComparison.Ordinal));
        Assert.False(_pages.Sample.Stalled);
        Repeat(Idle.Replace("total 100", "total 950", StringComparison.Ordinal), 15);
        Assert.False(_pages.Sample.Stalled);
    }

    [Fact]
    public void Time_in_which_no_page_was_read_counts_for_no_stall()
    {
        _pages.Read(Busy);
        _pages.Fail("timed out", afterSeconds: 30);
        _pages.Read(Busy, afterSeconds: 30);
        Assert.False(_pages.Sample.Stalled);

        // Nor does it undo what was seen: 5 s before the failure and 5 s after it are ten.
        Repeat(Busy, 5);
        _pages.Fail("timed out", afterSeconds: 60);
        _pages.Read(Busy, afterSeconds: 1);
        Repeat(Busy, 4);
        Assert.False(_pages.Sample.Stalled);
        _pages.Read(Busy);
        Assert.True(_pages.Sample.Stalled);
    }

    [Fact]
    public void A_restart_ends_a_stall_and_its_time()
    {
        Repeat(Busy, 13);
        Assert.True(_pages.Sample.Stalled);
        const string Anew = "vllm:num_requests_running 1\nvllm:generation_tokens_total 3\nvllm:iteration_tokens_total_count 2\n";
        Assert.True(_pages.Read(Anew).Restarted);
        Assert.False(_pages.Sample.Stalled);
        Repeat(Anew, 9);
        Assert.False(_pages.Sample.Stalled);
        Repeat(Anew, 1);
        Assert.True(_pages.Sample.Stalled);
    }

    [Fact]
    public void Falling_asleep_ends_a_stall()
    {
        Repeat(Busy, 13);
        _pages.Read("vllm:engine_sleep_state{sleep_state=\"discard_all\"} 1\n" + Busy);
        Assert.False(_pages.Sample.Stalled);
    }

    private static string TwoRanks(int runningOnSecond, string tokensOfFirst) =>
        $"vllm:num_requests_running{{engine=\"0\"}} 2\nvllm:generation_tokens_total{{engine=\"0\"}} {tokensOfFirst}\nvllm:num_requests_running{{engine=\"1\"}} {runningOnSecond}\nvllm:generation_tokens_total{{engine=\"1\"}} 5\n";

    private void Repeat(string page, int seconds)
    {
        for (var second = 0; second < seconds; second++)
        {
            _pages.Read(page);
        }
    }
}
