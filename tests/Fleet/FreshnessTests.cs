using Wva.Contracts;

namespace Wva.Fleet.Tests;

/// <summary>When a replica is fresh, stale and silent.</summary>
public sealed class FreshnessTests
{
    private readonly Story _story = new();

    [Theory]
    [InlineData(1, 12.0, false)]
    [InlineData(1, 12.1, true)]
    [InlineData(4, 12.0, false)]
    [InlineData(4, 12.1, true)]
    [InlineData(8, 24.0, false)]
    [InlineData(8, 24.1, true)]
    public void A_stream_is_fresh_until_three_cadences_and_at_least_12_seconds_without_a_word(double cadence, double at, bool stale)
    {
        _story.Options.Cadence = TimeSpan.FromSeconds(cadence);
        _story.Apply(_story.Serve("a", 0), 0, Story.Page(running: 3, waiting: 1, kv: 0.5));
        Assert.Equal(stale, _story.Only(at).Stale);
    }

    [Fact]
    public void An_idle_fleet_that_only_sends_heartbeats_for_minutes_is_fresh()
    {
        var stream = _story.Serve("a", 0);
        _story.Apply(stream, 0, Story.Page(running: 0, waiting: 0, kv: 0, finished: 7));
        _story.BeatEvery10Seconds(stream, 10, 600);
        var row = _story.Only(609.9);
        Assert.False(row.Stale);
        Assert.Null(row.SilentSeconds);
        Assert.Equal(9.9, row.AgeSeconds!.Value, 6);
        Assert.Equal(0, row.ArrivalsPerSecond);
    }

    [Fact]
    public void A_stale_replica_keeps_its_last_known_gauges_and_its_rates_leave_with_their_windows()
    {
        var stream = _story.Serve("a", 0);
        _story.Apply(stream, 0, Story.Page(running: 3, waiting: 1, kv: 0.5, finished: 0));
        _story.Apply(stream, 10, Story.Page(running: 3, waiting: 1, kv: 0.5, finished: 20));
        var fresh = _story.Only(10);
        var stale = _story.Only(50);
        var old = _story.Only(500);
        Assert.Equal(fresh with { Stale = true, AgeSeconds = 40, SilentSeconds = 10 }, stale);
        Assert.Equal(2, stale.ArrivalsPerSecond);
        Assert.Equal((3, 1, 0.5), (old.Running, old.Waiting, old.KvCacheUsage));
        Assert.Equal((null, null, null, null), (old.ArrivalsPerSecond, old.IterationSeconds, old.PeakKvCacheUsage, old.PeakWaiting));
    }

    [Fact]
    public void A_failed_scrape_is_stale_at_once_and_never_zero()
    {
        var stream = _story.Serve("a", 0);
        var sample = Story.Page(running: 3, waiting: 1, kv: 0.5, finished: 9);
        _story.Apply(stream, 0, sample);
        sample.MarkStale();
        sample.Error = "HTTP 500";
        sample.ScrapeAgeSeconds = 1;
        _story.Apply(stream, 1, sample);
        var row = _story.Only(1);
        Assert.True(row.Stale);
        Assert.Equal((3, 1, 0.5, 1), (row.Running, row.Waiting, row.KvCacheUsage, row.AgeSeconds));
    }

    [Fact]
    public void A_failed_scrape_that_comes_without_rows_leaves_the_numbers_as_they_were()
    {
        _story.Apply(_story.Serve("a", 0), 0, Story.Page(running: 3, waiting: 1, kv: 0.5));
        _story.Apply(_story.Serve("a", 5), 5, Story.Failed(scrapeAgeSeconds: null));
        var row = _story.Only(5);
        Assert.True(row.Stale);
        Assert.Equal((3, 1, 0.5, 5), (row.Running, row.Waiting, row.KvCacheUsage, row.AgeSeconds));
    }

    [Theory]
    [InlineData(RowField.Running)]
    [InlineData(RowField.Waiting)]
    [InlineData(RowField.KvCacheUsage)]
    public void A_field_that_the_agent_marked_stale_makes_its_row_stale(RowField field)
    {
        var sample = Story.Page(running: 3, waiting: 1, kv: 0.5);
        sample.Rows[0].SetState(field, FieldState.Stale);
        _story.Apply(_story.Serve("a", 0), 0, sample);
        Assert.True(_story.Only(0).Stale);
    }

    [Fact]
    public void A_stalled_replica_is_stale_with_that_reason_until_a_counter_moves_again()
    {
        var stream = _story.Serve("a", 0);
        var sample = Story.Page(running: 3, waiting: 1, kv: 0.5);
        sample.Stalled = true;
        _story.Apply(stream, 0, sample);
        Assert.Equal((true, true), (_story.Only(0).Stale, _story.Only(0).Stalled));
        sample.Stalled = false;
        _story.Apply(stream, 1, sample);
        Assert.Equal((false, false), (_story.Only(1).Stale, _story.Only(1).Stalled));
    }

    [Fact]
    public void A_stalled_replica_is_silent_from_the_moment_it_stalls_so_that_it_holds_its_variant_no_longer_than_a_silent_one()
    {
        var stream = _story.Serve("a", 0);
        var sample = Story.Page(running: 3, waiting: 1, kv: 0.5);
        sample.Stalled = true;
        for (var at = 0; at <= 700; at += 10)
        {
            _story.Apply(stream, at, sample);
        }

        Assert.Equal(700, _story.Only(700).SilentSeconds);
        sample.Stalled = false;
        _story.Apply(stream, 701, sample);
        Assert.Null(_story.Only(701).SilentSeconds);
    }

    [Theory]
    [InlineData(30, null)]
    [InlineData(31, 1.0)]
    [InlineData(630, 600.0)]
    public void A_replica_is_silent_from_30_seconds_after_its_last_successful_scrape(double at, double? silentSeconds)
    {
        _story.Apply(_story.Serve("a", 0), 0, Story.Page(running: 0, waiting: 0, kv: 0));
        Assert.Equal(silentSeconds, _story.Only(at).SilentSeconds);
    }

    [Fact]
    public void Silence_counts_from_the_scrape_and_not_from_the_agents_word()
    {
        var stream = _story.Serve("a", 0);
        _story.Apply(stream, 100, Story.Page(running: 0, waiting: 0, kv: 0, age: 5));
        _story.Beat(stream, 130, age: 35);
        var row = _story.Only(131);
        Assert.Equal((true, 36, 6), (row.Stale, row.AgeSeconds, row.SilentSeconds));
    }

    [Fact]
    public void A_stream_that_ends_and_comes_back_at_once_is_never_stale()
    {
        var stream = _story.Serve("a", 0);
        _story.Apply(stream, 0, Story.Page(running: 3, waiting: 1, kv: 0.5));
        _story.Ledger.Close(stream, Story.At(1));
        Assert.False(_story.Only(2).Stale);
        _story.Serve("a", 3);
        Assert.False(_story.Only(3).Stale);
        Assert.Equal(3, _story.Only(3).Running);
    }

    [Fact]
    public void A_rank_that_is_missing_from_a_page_is_stale_and_its_sibling_is_not()
    {
        var stream = _story.Serve("a", 0);
        _story.Apply(stream, 0, Story.TwoRanks());
        _story.Apply(stream, 1, Story.Page(running: 1, waiting: 0, kv: 0.1));
        var rows = _story.Snapshot(1).Replicas;
        Assert.Equal([("0", false, 1.0), ("1", true, 2.0)], rows.Select(row => (row.Rank, row.Stale, row.Running!.Value)));
    }

    [Fact]
    public void A_rank_that_stays_missing_or_does_not_say_what_a_decision_needs_is_silent_from_the_first_such_page()
    {
        var stream = _story.Serve("a", 0);
        var first = new Sample { ScrapeAgeSeconds = 0 };
        Story.Row(first, "0", running: 1, waiting: 0, kv: 0.1);
        Story.Row(first, "1", running: 2, waiting: 0, kv: 0.2);
        Story.Row(first, "2", running: 2, waiting: 0);
        _story.Apply(stream, 0, first);
        var later = new Sample { ScrapeAgeSeconds = 0 };
        Story.Row(later, "0", running: 1, waiting: 0, kv: 0.1);
        Story.Row(later, "2", running: 2, waiting: 0);
        _story.Apply(stream, 10, later);
        _story.BeatEvery10Seconds(stream, 20, 700);
        Assert.Equal([null, 690.0, 700.0], _story.Snapshot(700).Replicas.Select(row => row.SilentSeconds));

        _story.Apply(stream, 710, Story.Page(running: 1, waiting: 0, kv: 0.1));
        Assert.Null(_story.Snapshot(710).Replicas[0].SilentSeconds);
    }

    [Fact]
    public void A_clock_that_is_set_back_makes_stale_and_not_fresh_until_the_next_word()
    {
        var stream = _story.Serve("a", 3600);
        _story.Apply(stream, 3600, Story.Page(running: 3, waiting: 1, kv: 0.5));
        Assert.True(_story.Only(0).Stale);
        _story.Beat(stream, 1);
        Assert.False(_story.Only(1).Stale);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(-5)]
    [InlineData(1e300)]
    public void An_age_that_no_clock_can_show_is_taken_without_harm(double age)
    {
        var stream = _story.Serve("a", 0);
        _story.Apply(stream, 0, Story.Page(running: 1, waiting: 0, kv: 0.1, age: age));
        _story.Beat(stream, 1, age);
        Assert.InRange(_story.Only(1, Story.Variant("v", Story.Target(1, Story.Pod("a")))).AgeSeconds!.Value, 0, 86_401);
    }
}
