using Wva.Contracts;

namespace Wva.Fleet.Tests;

/// <summary>Rates, means, peaks and the numbers as they stand.</summary>
public sealed class FlowTests
{
    private readonly Story _story = new();

    [Fact]
    public void A_sum_over_replicas_is_unknown_while_one_that_serves_does_not_know_its_part()
    {
        var (a, b) = (_story.Serve("a", 0), _story.Serve("b", 0));
        foreach (var at in (double[])[0, 10])
        {
            _story.Apply(a, at, Story.Page(running: 3, waiting: 1, kv: 0.5, finished: at * 2));
            _story.Apply(b, at, Story.Page(waiting: 2, kv: 0.5));
        }

        _story.Snapshot(10);
        var load = Assert.Single(_story.Ledger.Summary!.Variants);
        Assert.Equal((null, 3, null), (load.Running, load.Waiting, load.ArrivalsPerSecond));
    }

    [Fact]
    public void What_drains_is_in_no_sum_and_what_starts_makes_none_unknown()
    {
        _story.Apply(_story.Serve("a", 0), 0, Story.Page(running: 3, waiting: 1, kv: 0.5));
        _story.Apply(_story.Serve("b", 0), 0, Story.Page(running: 40, waiting: 40, kv: 0.5));
        _story.Snapshot(0, Story.Variant("v", Story.Target(2, Story.Pod("a"), Story.Pod("b", deletedAt: 0), Story.Pod("c", ready: false))));
        var load = Assert.Single(_story.Ledger.Summary!.Variants);
        Assert.Equal((3, 1), (load.Running, load.Waiting));
    }

    [Fact]
    public void Rates_forget_what_is_over_a_minute_old()
    {
        var stream = _story.Serve("a", 0);
        _story.Apply(stream, 0, Tokens(0));
        _story.Apply(stream, 5, Tokens(50_000));
        _story.BeatEvery10Seconds(stream, 15, 65);
        Assert.Equal(0, _story.Only(65).PromptTokensPerSecond);
    }

    [Fact]
    public void A_gap_costs_resolution_and_neither_counts_nor_the_rate()
    {
        var stream = _story.Serve("a", 0);
        _story.Apply(stream, 0, Tokens(0));
        _story.Apply(stream, 300, Tokens(3_000));
        Assert.Equal(10, _story.Only(300).PromptTokensPerSecond!.Value, 9);
    }

    [Fact]
    public void A_counter_that_goes_back_has_restarted_and_counts_from_its_new_value()
    {
        var stream = _story.Serve("a", 0);
        _story.Apply(stream, 0, Tokens(1_000));
        _story.Apply(stream, 10, Tokens(50));
        Assert.Equal(5, _story.Only(10).PromptTokensPerSecond!.Value, 9);
    }

    [Fact]
    public void Latencies_are_the_means_of_a_minute_and_unknown_where_nothing_was_observed()
    {
        var stream = _story.Serve("a", 0);
        _story.Apply(stream, 0, Latency(ttftSum: 100, ttftCount: 10, itlSum: 0, itlCount: 0));
        _story.Apply(stream, 10, Latency(ttftSum: 103, ttftCount: 12, itlSum: 0, itlCount: 0));
        var row = _story.Only(10);
        Assert.Equal(1.5, row.TtftSeconds!.Value, 9);
        Assert.Null(row.ItlSeconds);
    }

    [Fact]
    public void Sizes_of_requests_and_prefix_hits_are_the_means_of_five_minutes()
    {
        var stream = _story.Serve("a", 0);
        _story.Apply(stream, 0, Sizes(prompt: 0, output: 0, requests: 0, queries: 0, hits: 0));
        _story.Apply(stream, 10, Sizes(prompt: 4_000, output: 500, requests: 10, queries: 4_000, hits: 1_000));
        _story.BeatEvery10Seconds(stream, 20, 270);
        var row = _story.Only(270);
        Assert.Equal((400, 50, 0.25), (Math.Round(row.AvgInputTokens!.Value, 9), Math.Round(row.AvgOutputTokens!.Value, 9), Math.Round(row.PrefixHitRate!.Value, 9)));
        _story.BeatEvery10Seconds(stream, 280, 330);
        Assert.Equal((null, null, null), (_story.Only(330).AvgInputTokens, _story.Only(330).AvgOutputTokens, _story.Only(330).PrefixHitRate));
    }

    [Fact]
    public void A_step_takes_the_time_in_which_requests_ran_over_the_number_of_steps()
    {
        var stream = _story.Serve("a", 0);
        _story.Apply(stream, 0, Story.With(Story.Page(running: 0, waiting: 0, kv: 0), (RowField.Iterations, 0)));
        _story.Beat(stream, 10);
        _story.Apply(stream, 10, Story.With(Story.Page(running: 5, waiting: 0, kv: 0), (RowField.Iterations, 0)));
        _story.Apply(stream, 20, Story.With(Story.Page(running: 5, waiting: 0, kv: 0), (RowField.Iterations, 500)));
        Assert.Equal(0.02, _story.Only(20).IterationSeconds!.Value, 9);
    }

    [Fact]
    public void Tokens_in_use_are_the_used_share_of_the_capacity_of_the_rank()
    {
        _story.Apply(_story.Serve("a", 0), 0, Story.Page(running: 1, waiting: 0, kv: 0.25));
        Assert.Equal((10_000, 2_500), (_story.Only(0).KvCapacityTokens, _story.Only(0).TokensInUse));
    }

    [Fact]
    public void A_server_that_was_never_asked_runs_none_waits_for_none_and_holds_nothing()
    {
        _story.Apply(_story.Serve("a", 0), 0, Story.With(Story.Page(finished: 0), (RowField.Idle, 1)));
        var row = _story.Only(0);
        Assert.Equal((0, 0, 0, 0), (row.Running, row.Waiting, row.KvCacheUsage, row.TokensInUse));
        Assert.False(row.Stale);
    }

    [Fact]
    public void A_gauge_that_was_there_and_is_gone_is_unknown()
    {
        var stream = _story.Serve("a", 0);
        _story.Apply(stream, 0, Story.Page(running: 1, waiting: 2, kv: 0.1));
        _story.Apply(stream, 1, Story.Page(running: 1, kv: 0.1));
        Assert.Null(_story.Only(1).Waiting);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(-1)]
    public void A_number_that_no_engine_can_mean_is_unknown(double number)
    {
        _story.Apply(_story.Serve("a", 0), 0, Story.Page(running: number, waiting: number, kv: number, finished: number));
        var row = _story.Only(0);
        Assert.Equal((null, null, null, null), (row.Running, row.Waiting, row.KvCacheUsage, row.TokensInUse));
    }

    [Fact]
    public void Peaks_last_a_minute_from_when_the_gauge_left_them()
    {
        var stream = _story.Serve("a", 0);
        _story.Apply(stream, 0, Story.Page(running: 1, waiting: 9, kv: 0.9));
        _story.Beat(stream, 10);
        _story.Apply(stream, 12, Story.Page(running: 1, waiting: 1, kv: 0.2));
        _story.BeatEvery10Seconds(stream, 22, 62);
        Assert.Equal((9, 0.9), (_story.Only(62).PeakWaiting, _story.Only(62).PeakKvCacheUsage));
        _story.BeatEvery10Seconds(stream, 72, 82);
        Assert.Equal((1, 0.2), (_story.Only(82).PeakWaiting, _story.Only(82).PeakKvCacheUsage));
    }

    [Fact]
    public void A_variant_sums_its_replicas_and_weighs_means_by_what_was_observed()
    {
        var (a, b) = (_story.Serve("a", 0), _story.Serve("b", 0));
        _story.Apply(a, 0, Latency(ttftSum: 0, ttftCount: 0, itlSum: 0, itlCount: 0));
        _story.Apply(b, 0, Latency(ttftSum: 0, ttftCount: 0, itlSum: 0, itlCount: 0));
        _story.Apply(a, 10, Latency(ttftSum: 9, ttftCount: 9, itlSum: 0, itlCount: 0));
        _story.Apply(b, 10, Latency(ttftSum: 11, ttftCount: 1, itlSum: 0, itlCount: 0));
        _story.Snapshot(11);
        var load = Assert.Single(_story.Ledger.Summary!.Variants);
        Assert.Equal((2, 2, 0, 1, 1), (load.Serving, load.Running, load.Waiting, load.NewestSignalAgeSeconds, load.OldestSignalAgeSeconds));
        Assert.Equal(2, load.TtftSeconds!.Value, 9);
        Assert.Null(load.ItlSeconds);
    }

    private static Sample Tokens(double prompt) => Story.With(Story.Page(running: 0, waiting: 0, kv: 0), (RowField.PromptTokens, prompt));

    private static Sample Latency(double ttftSum, double ttftCount, double itlSum, double itlCount) =>
        Story.WithHistogram(
            Story.WithHistogram(Story.Page(running: 1, waiting: 0, kv: 0.1), RowField.TtftSeconds, ttftSum, ttftCount),
            RowField.ItlSeconds, itlSum, itlCount);

    private static Sample Sizes(double prompt, double output, double requests, double queries, double hits)
    {
        var sample = Story.With(Story.Page(running: 0, waiting: 0, kv: 0), (RowField.PrefixCacheQueries, queries), (RowField.PrefixCacheHits, hits));
        Story.WithHistogram(sample, RowField.RequestPromptTokens, prompt, requests);
        return Story.WithHistogram(sample, RowField.RequestOutputTokens, output, requests);
    }
}
