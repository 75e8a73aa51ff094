namespace Wva.Telemetry.Tests.Sampling;

/// <summary>What depends on earlier pages: idle engines and restarts.</summary>
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
    [InlineData("tgi_batch_max_total_tokens 4096\n", "idle=1")]
    [InlineData("tgi_batch_max_total_tokens 4096\ntgi_queue_size 0\n", "waiting=0")]
    [InlineData("tgi_batch_max_total_tokens 4096\ntgi_request_failure{err=\"validation\"} 1\n", "finished=1 failed=1")]
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

    [Fact]
    public void An_engine_that_shows_nothing_before_its_first_request_and_has_had_one_is_not_idle_where_its_gauges_are_gone()
    {
        _pages.Read("tgi_batch_max_total_tokens 4096\ntgi_queue_size 1\n");
        _pages.Read("tgi_batch_max_total_tokens 4096\n");
        Assert.Equal(string.Empty, _pages.Row());
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
