using Wva.Telemetry.Sampling;

namespace Wva.Telemetry.Tests.Sampling;

/// <summary>What depends on earlier pages: idle engines, restarts, stalls.</summary>
public sealed class MemoryTests
{
    private readonly Pages _pages = new();

    [Theory]
    [InlineData("vllm:generation_tokens_total 0\n", "idle=1 generationTokens=0")]
    [InlineData("vllm:request_success_total{finished_reason=\"stop\"} 0\nvllm:engine_sleep_state{sleep_state=\"awake\"} 1\n", "asleep=0 idle=1 finished=0")]
    [InlineData("vllm:generation_tokens_total 1\n", "generationTokens=1")]
    [InlineData("vllm:generation_tokens_total 0\nvllm:num_requests_running 0\n", "running=0 generationTokens=0")]
    [InlineData("vllm:cache_config_info{block_size=\"16\"} 1\n", "")]
    [InlineData("vllm:generation_tokens_total 0\nvllm:time_to_first_token_seconds_count 1\nvllm:time_to_first_token_seconds_sum 1\n", "generationTokens=0 ttftSeconds=1/1")]
    public void Counters_at_zero_and_no_gauge_is_an_engine_never_asked(string page, string row)
    {
        _pages.Read(page);
        Assert.Equal(row, _pages.Row());
    }

    [Fact]
    public void A_gauge_that_was_there_and_is_gone_is_unknown_until_a_restart()
    {
        _pages.Read("vllm:generation_tokens_total 0\nvllm:num_requests_running 0\n");
        _pages.Read("vllm:generation_tokens_total 0\n");
        Assert.Equal("generationTokens=0", _pages.Row());

        _pages.Read("vllm:generation_tokens_total 5\nvllm:num_requests_running 0\n");
        Assert.True(_pages.Read("vllm:generation_tokens_total 0\n").Restarted);
        Assert.Equal("idle=1 generationTokens=0", _pages.Row());
    }

    [Theory]
    [InlineData("vllm:generation_tokens_total 5\n", "vllm:generation_tokens_total 4\n", true)]
    [InlineData("vllm:generation_tokens_total 5\n", "vllm:generation_tokens_total 5\n", false)]
    [InlineData("vllm:generation_tokens_total{engine=\"1\"} 5\n", "vllm:generation_tokens_total{engine=\"0\"} 9\nvllm:generation_tokens_total{engine=\"1\"} 4\n", true)]
    [InlineData("vllm:num_requests_running 5\n", "vllm:num_requests_running 4\n", false)]
    [InlineData("vllm:time_to_first_token_seconds_count 5\nvllm:time_to_first_token_seconds_sum 1\n", "vllm:time_to_first_token_seconds_count 1\nvllm:time_to_first_token_seconds_sum 1\n", true)]
    [InlineData("process_start_time_seconds 100\nvllm:num_requests_running 0\n", "process_start_time_seconds 200\nvllm:num_requests_running 0\n", true)]
    [InlineData("process_start_time_seconds 100\nvllm:num_requests_running 0\n", "vllm:num_requests_running 0\n", false)]
    [InlineData("vllm:prompt_tokens_created 100\nvllm:generation_tokens_created 90\nvllm:num_requests_running 0\n", "vllm:prompt_tokens_created 100\nvllm:generation_tokens_created 95\nvllm:num_requests_running 0\n", false)]
    public void A_counter_going_back_or_another_start_is_a_restart(string before, string after, bool restarted)
    {
        Assert.False(_pages.Read(before).Restarted);
        var result = _pages.Read(after);
        Assert.Equal(restarted, result.Restarted);
        Assert.True(!restarted || result.EngineChanged);
        Assert.False(_pages.Read(after).Restarted);
    }

    [Fact]
    public void A_restart_seen_after_failures_is_still_one()
    {
        _pages.Read("vllm:generation_tokens_total 5\n");
        _pages.Fail("connection refused");
        Assert.True(_pages.Read("vllm:generation_tokens_total 0\n").Restarted);
    }

    [Fact]
    public void A_restart_forgets_ranks_and_names_that_are_gone()
    {
        _pages.Read("vllm:generation_tokens_total{engine=\"0\",model_name=\"a\"} 5\nvllm:generation_tokens_total{engine=\"1\",model_name=\"a\"} 5\n");
        Assert.True(_pages.Read("vllm:generation_tokens_total{engine=\"0\",model_name=\"b\"} 0\n").Restarted);
        Assert.Equal("0", Assert.Single(_pages.Sample.Rows).Rank);
        Assert.Equal("b", Assert.Single(_pages.Engine.Models));
    }

    [Fact]
    public void The_start_is_the_process_own_else_the_earliest_creation()
    {
        _pages.Read("vllm:prompt_tokens_created 1000.5\nvllm:num_requests_running 0\nprocess_start_time_seconds 900\n");
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(900), _pages.Engine.StartedAt);
        var other = new Pages();
        other.Read("vllm:prompt_tokens_created{engine=\"1\"} 1000.5\nvllm:prompt_tokens_created{engine=\"0\"} 1000\nvllm:num_requests_running 0\n");
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1000), other.Engine.StartedAt);
    }

    [Theory]
    [InlineData("vllm:num_requests_running 3\nvllm:generation_tokens_total {0}\n", 0, true)]
    [InlineData("vllm:num_requests_running 3\nvllm:generation_tokens_total {0}\n", 1, false)]
    [InlineData("vllm:num_requests_running 0\nvllm:num_requests_waiting 2\nvllm:generation_tokens_total {0}\n", 0, true)]
    [InlineData("vllm:num_requests_running 0\nvllm:num_requests_waiting 0\nvllm:generation_tokens_total {0}\n", 0, false)]
    [InlineData("vllm:num_requests_running 1\nvllm:generation_tokens_total 7\nvllm:iteration_tokens_total_count {0}\n", 1, false)]
    [InlineData("vllm:num_requests_running 1\nvllm:generation_tokens_total 7\nvllm:admission_rejections_total {0}\n", 1, true)]
    [InlineData("vllm:num_requests_running 1\nvllm:request_success_total{finished_reason=\"abort\"} {0}\nvllm:request_success_total{finished_reason=\"stop\"} 4\n", 1, true)]
    [InlineData("vllm:num_requests_running 1\nvllm:request_success_total{finished_reason=\"abort\"} 1\nvllm:request_success_total{finished_reason=\"stop\"} {0}\n", 1, false)]
    public void Requests_without_progress_for_10_s_are_a_stall_and_the_front_ends_own_counters_are_no_progress(string page, int growth, bool stalled)
    {
        for (var second = 0; second <= 10; second++)
        {
            Assert.False(_pages.Sample.Stalled);
            _pages.Read(page.Replace("{0}", $"{100 + (second * growth)}", StringComparison.Ordinal));
        }

        Assert.Equal(stalled, _pages.Sample.Stalled);
    }

    [Fact]
    public void A_stall_ends_with_the_first_movement()
    {
        for (var second = 0; second <= 12; second++)
        {
            _pages.Read("vllm:num_requests_running 3\nvllm:generation_tokens_total 5\n");
        }

        Assert.True(_pages.Sample.Stalled);
        _pages.Read("vllm:num_requests_running 3\nvllm:generation_tokens_total 6\n");
        Assert.False(_pages.Sample.Stalled);
    }

    [Fact]
    public void Time_in_which_no_page_was_read_counts_for_no_stall()
    {
        _pages.Read("vllm:num_requests_running 3\nvllm:generation_tokens_total 5\n");
        _pages.Fail("timed out", afterSeconds: 30);
        Assert.Equal(PageVerdict.Read, _pages.Read("vllm:num_requests_running 3\nvllm:generation_tokens_total 5\n", afterSeconds: 30).Verdict);
        Assert.False(_pages.Sample.Stalled);
    }

    [Fact]
    public void The_description_changes_only_with_what_it_says()
    {
        Assert.True(_pages.Read("vllm:generation_tokens_total 5\n").EngineChanged);
        Assert.False(_pages.Read("vllm:generation_tokens_total 6\n").EngineChanged);
        Assert.Contains("running", _pages.Engine.Absent, StringComparer.Ordinal);
        Assert.True(_pages.Read("vllm:generation_tokens_total 6\nvllm:num_requests_running 0\n").EngineChanged);
        Assert.DoesNotContain("running", _pages.Engine.Absent, StringComparer.Ordinal);
        Assert.DoesNotContain("idle", _pages.Engine.Absent, StringComparer.Ordinal);
    }
}
