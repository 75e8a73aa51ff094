using Wva.Contracts;
using Wva.Scaling.Inputs;

namespace Wva.Fleet.Tests;

/// <summary>Restarts of engines, of agents, and of ourselves.</summary>
public sealed class RestartTests
{
    private readonly Story _story = new();

    [Fact]
    public void An_engine_that_started_later_counts_from_zero_even_where_its_counters_have_overtaken_the_old_ones()
    {
        var stream = _story.Serve("a", 0, Story.Engine(startedAt: Story.At(-100)));
        _story.Apply(stream, 0, Story.Page(running: 0, waiting: 0, kv: 0, finished: 5));
        _story.Ledger.Learn(stream, Story.Engine(startedAt: Story.At(10)), Story.At(20));
        _story.Apply(stream, 20, Story.Page(running: 0, waiting: 0, kv: 0, finished: 8));
        Assert.Equal(8, _story.Ledger.RequestsCounted);
    }

    [Fact]
    public void An_engine_told_again_after_its_counters_showed_the_restart_is_one_restart_and_not_two()
    {
        var stream = _story.Serve("a", 0, Story.Engine(startedAt: Story.At(-100)));
        _story.Apply(stream, 0, Story.Page(running: 0, waiting: 0, kv: 0, finished: 5));
        _story.Apply(stream, 20, Story.Page(running: 0, waiting: 0, kv: 0, finished: 3));
        _story.Ledger.Learn(stream, Story.Engine(startedAt: Story.At(10)), Story.At(20));
        _story.Apply(stream, 21, Story.Page(running: 0, waiting: 0, kv: 0, finished: 4));
        Assert.Equal(4, _story.Ledger.RequestsCounted);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(-100.0)]
    [InlineData(-99.5)]
    public void A_new_stream_of_an_engine_that_still_runs_is_no_restart(double? startedAt)
    {
        DateTimeOffset? started = startedAt is null ? null : Story.At(-100);
        _story.Apply(_story.Serve("a", 0, Story.Engine(started)), 0, Story.Page(running: 1, waiting: 0, kv: 0, finished: 1_000));
        var again = Story.Engine(startedAt is { } seconds ? Story.At(seconds) : null);
        _story.Apply(_story.Serve("a", 20, again), 20, Story.Page(running: 1, waiting: 0, kv: 0, finished: 1_040));
        Assert.Equal(40, _story.Ledger.RequestsCounted);
        Assert.Equal(2, _story.Only(20).ArrivalsPerSecond);
    }

    [Fact]
    public void A_restart_of_the_engine_makes_all_its_ranks_count_from_zero_and_drops_those_it_no_longer_has()
    {
        var stream = _story.Serve("a", 0);
        _story.Apply(stream, 0, Ranks(("0", 50), ("1", 2), ("2", 9)));
        _story.Apply(stream, 10, Ranks(("0", 1), ("1", 4)));
        Assert.Equal(5, _story.Ledger.RequestsCounted);
        Assert.Equal([("0", false), ("1", false)], _story.Snapshot(10).Replicas.Select(row => (row.Rank, row.Stale)));
    }

    [Fact]
    public void An_idle_engine_that_comes_back_with_fewer_ranks_has_those_whatever_our_clock_says()
    {
        var stream = _story.Serve("a", 0, Story.Engine(startedAt: Story.At(-5000)));
        _story.Apply(stream, 0, Ranks(("0", 0), ("1", 0)));
        _story.Ledger.Learn(stream, Story.Engine(startedAt: Story.At(-4000)), Story.At(20)); // the engine's clock is an hour behind ours
        _story.Apply(stream, 20, Ranks(("0", 0)));
        Assert.Equal("0", _story.Only(20).Rank);
    }

    [Fact]
    public void A_replica_has_no_more_ranks_than_a_sample_may_and_the_longest_missing_one_goes_first()
    {
        var stream = _story.Serve("a", 0);
        for (var i = 0; i <= Wire.MaxRows; i++)
        {
            _story.Apply(stream, i, Ranks(($"{i}", 0)));
        }

        var ranks = _story.Snapshot(Wire.MaxRows).Replicas.Select(row => row.Rank).ToArray();
        Assert.Equal((Wire.MaxRows, "1", $"{Wire.MaxRows}"), (ranks.Length, ranks[0], ranks[^1]));
    }

    [Fact]
    public void Ranks_stand_in_the_order_of_their_numbers()
    {
        _story.Apply(_story.Serve("a", 0), 0, Ranks(("10", 0), ("2", 0), ("0", 0)));
        Assert.Equal("0 2 10", string.Join(' ', _story.Snapshot(0).Replicas.Select(row => row.Rank)));
    }

    [Fact]
    public void A_sum_that_rounding_made_smaller_is_no_restart()
    {
        var stream = _story.Serve("a", 0);
        _story.Apply(stream, 0, Story.WithHistogram(Story.Page(running: 0, waiting: 0, kv: 0, finished: 50), RowField.TtftSeconds, 10.000000001, 50));
        _story.Apply(stream, 10, Story.WithHistogram(Story.Page(running: 0, waiting: 0, kv: 0, finished: 51), RowField.TtftSeconds, 10, 50));
        Assert.Equal(1, _story.Ledger.RequestsCounted);
    }

    [Fact]
    public void A_restarted_engine_that_was_not_asked_again_is_idle_and_not_what_it_was_before()
    {
        var stream = _story.Serve("a", 0);
        _story.Apply(stream, 0, Story.Page(running: 9, waiting: 4, kv: 0.9, finished: 50));
        _story.Apply(stream, 10, Story.With(Story.Page(finished: 0), (RowField.Idle, 1)));
        Assert.Equal((0, 0, 0), (_story.Only(10).Running, _story.Only(10).Waiting, _story.Only(10).KvCacheUsage));
        Assert.Equal(0, _story.Ledger.RequestsCounted);
    }

    [Fact]
    public void The_failed_scrape_closes_the_gap_to_a_page_that_was_lost_on_the_way()
    {
        var stream = _story.Serve("a", 0);
        _story.Apply(stream, 0, Story.Page(running: 0, waiting: 0, kv: 0, finished: 10));
        var failed = Story.Page(running: 0, waiting: 0, kv: 0, finished: 15, age: 1);
        failed.MarkStale();
        failed.Error = "connection refused";
        _story.Apply(stream, 6, failed);
        _story.Apply(stream, 30, Story.Page(running: 0, waiting: 0, kv: 0, finished: 2));
        Assert.Equal(7, _story.Ledger.RequestsCounted);
    }

    [Fact]
    public void After_a_restart_of_ours_a_replica_that_served_is_stale_and_never_taken_for_a_new_one()
    {
        var reborn = Reborn(at: 1000);
        var row = reborn.Only(1000, Story.Variant("v", Story.Target(1, Story.Pod("a"))));
        Assert.Equal((ReplicaState.Serving, true, null, null, null), (row.State, row.Stale, row.Running, row.AgeSeconds, row.SilentSeconds));
    }

    [Theory]
    [InlineData(1030, null)]
    [InlineData(1031, 1.0)]
    public void The_time_in_which_nobody_listened_is_no_silence(double at, double? silentSeconds)
    {
        Assert.Equal(silentSeconds, Reborn(at: 1000).Only(at, Story.Variant("v", Story.Target(1, Story.Pod("a")))).SilentSeconds);
    }

    [Theory]
    [InlineData(1000, ReplicaState.Starting)]
    [InlineData(1601, ReplicaState.Lost)]
    public void A_known_replica_that_is_not_ready_after_a_restart_of_ours_has_10_minutes(double at, ReplicaState state)
    {
        var reborn = Reborn(at: 1000);
        var variant = Story.Variant("v", Story.Target(1, Story.Pod("a", ready: false)));
        reborn.Snapshot(1000, variant);
        Assert.Equal(state, reborn.Only(at, variant).State);
    }

    [Theory]
    [InlineData(1630, 1)]
    [InlineData(1631, 0)]
    public void Without_a_target_a_known_replica_counts_for_10_minutes_of_silence_after_a_restart_of_ours(double at, int current)
    {
        Assert.Equal(current, Reborn(at: 1000).Snapshot(at).Current);
    }

    [Fact]
    public void The_first_page_after_a_restart_of_ours_counts_nothing_that_was_there_before()
    {
        var reborn = Reborn(at: 1000);
        reborn.Apply(reborn.Serve("a", 1001), 1001, Story.Page(running: 3, waiting: 0, kv: 0.1, finished: 5_000));
        Assert.Equal(0, reborn.Ledger.RequestsCounted);
        Assert.Equal((false, 3), (reborn.Only(1001).Stale, reborn.Only(1001).Running));
    }

    [Fact]
    public void A_restore_that_comes_after_the_first_streams_takes_nothing_from_them()
    {
        _story.Apply(_story.Serve("a", 0), 0, Story.Page(running: 3, waiting: 0, kv: 0.1, finished: 10));
        _story.Snapshot(0);
        _story.Ledger.Restore([new KnownReplica(Story.Identity("a"), Variant: null, Story.At(-60), Served: false)], Story.At(1));
        var row = _story.Only(1);
        Assert.Equal((ReplicaState.Serving, false, 3), (row.State, row.Stale, row.Running));
        Assert.Equal(Story.At(0), Assert.Single(_story.Ledger.Known()).LastSeen);
    }

    [Fact]
    public void What_is_known_survives_any_number_of_restarts_unchanged()
    {
        var once = Reborn(at: 1000).Ledger.Known();
        var twice = new FleetLedger(new FleetOptions());
        twice.Restore(once, Story.At(2000));
        Assert.Equal([new KnownReplica(Story.Identity("a"), new VariantKey("default", "v"), Story.At(0), Served: true)], once.AsEnumerable());
        Assert.Equal(once.AsEnumerable(), twice.Known());
    }

    /// <summary>A ledger restored from one whose replica served at noon.</summary>
    private Story Reborn(double at)
    {
        _story.Apply(_story.Serve("a", 0), 0, Story.Page(running: 3, waiting: 0, kv: 0.1, finished: 10));
        _story.Snapshot(0);
        var reborn = new Story();
        reborn.Ledger.Restore(_story.Ledger.Known(), Story.At(at));
        return reborn;
    }

    private static Sample Ranks(params (string Rank, double Finished)[] ranks)
    {
        var sample = new Sample { ScrapeAgeSeconds = 0 };
        foreach (var (rank, finished) in ranks)
        {
            Story.Row(sample, rank, running: 0, waiting: 0, kv: 0, finished: finished);
        }

        return sample;
    }
}
