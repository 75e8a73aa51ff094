using Wva.Contracts;
using Wva.Scaling.Inputs;

namespace Wva.Fleet.Tests;

/// <summary>Where a replica stands in its life, and how many there are.</summary>
public sealed class StateTests
{
    private readonly Story _story = new();

    [Fact]
    public void Before_the_first_engine_a_replica_starts_and_owes_no_numbers()
    {
        var stream = _story.Ledger.Open(Story.Identity("a"), Story.At(0));
        _story.Apply(stream, 1, Story.Failed(scrapeAgeSeconds: null));
        var variant = _story.Snapshot(1);
        var row = Assert.Single(variant.Replicas);
        Assert.Equal((1, 1), (variant.Current, variant.Pending));
        Assert.Equal((ReplicaState.Starting, false, null, null, null), (row.State, row.Stale, row.AgeSeconds, row.SilentSeconds, row.Running));
    }

    [Fact]
    public void A_pod_without_an_agents_word_that_never_was_ready_starts()
    {
        var row = _story.Only(0, Story.Variant("v", Story.Target(1, Story.Pod("a", ready: false))));
        Assert.Equal((ReplicaState.Starting, false, null), (row.State, row.Stale, row.SilentSeconds));
    }

    [Fact]
    public void A_ready_pod_whose_agent_was_never_heard_serves_stale_and_silent_since_it_was_first_seen_ready()
    {
        var variant = Story.Variant("v", Story.Target(1, Story.Pod("a")));
        _story.Snapshot(100, variant);
        var row = _story.Only(700, variant);
        Assert.Equal((ReplicaState.Serving, true, 600, null, null), (row.State, row.Stale, row.SilentSeconds, row.AgeSeconds, row.KvCacheUsage));
    }

    [Fact]
    public void A_ready_pod_whose_agent_never_finds_its_engine_is_silent_and_does_not_start_for_ever()
    {
        var variant = Story.Variant("v", Story.Target(1, Story.Pod("a")));
        var stream = _story.Ledger.Open(Story.Identity("a"), Story.At(0));
        _story.Snapshot(0, variant);
        _story.Beat(stream, 95, age: null);
        var row = _story.Only(100, variant);
        Assert.Equal((ReplicaState.Serving, true, 100), (row.State, row.Stale, row.SilentSeconds));
    }

    [Fact]
    public void An_engine_that_is_up_starts_until_its_pod_is_ready()
    {
        _story.Apply(_story.Serve("a", 0), 0, Story.Page(running: 0, waiting: 0, kv: 0));
        var row = _story.Only(1, Story.Variant("v", Story.Target(1, Story.Pod("a", ready: false))));
        Assert.Equal((ReplicaState.Starting, false, 0), (row.State, row.Stale, row.Running));
        Assert.Equal(ReplicaState.Serving, _story.Only(2, Story.Variant("v", Story.Target(1, Story.Pod("a")))).State);
    }

    [Fact]
    public void An_engine_that_sleeps_is_asleep()
    {
        _story.Apply(_story.Serve("a", 0), 0, Story.With(Story.Page(running: 0, waiting: 0, kv: 0), (RowField.Asleep, 1)));
        Assert.Equal(ReplicaState.Asleep, _story.Only(0).State);
    }

    [Fact]
    public void A_pod_that_terminates_drains_from_notice_on_with_its_numbers()
    {
        _story.Apply(_story.Serve("a", 0), 0, Story.Page(running: 4, waiting: 0, kv: 0.3));
        var variant = _story.Snapshot(5, Story.Variant("v", Story.Target(0, Story.Pod("a", deletedAt: 4))));
        var row = Assert.Single(variant.Replicas);
        Assert.Equal((ReplicaState.Draining, 4), (row.State, row.Running));
        Assert.Equal((0, 0), (variant.Current, variant.Pending));
    }

    [Theory]
    [InlineData(600, ReplicaState.Starting)]
    [InlineData(601, ReplicaState.Lost)]
    public void A_pod_that_served_and_is_no_longer_ready_starts_for_10_minutes_and_is_then_lost(double secondsLater, ReplicaState state)
    {
        _story.Snapshot(0, Story.Variant("v", Story.Target(1, Story.Pod("a"))));
        var notReady = Story.Variant("v", Story.Target(1, Story.Pod("a", ready: false)));
        _story.Snapshot(10, notReady);
        Assert.Equal(state, _story.Only(10 + secondsLater, notReady).State);
    }

    [Fact]
    public void A_pod_that_comes_back_within_10_minutes_has_10_minutes_the_next_time_too()
    {
        var ready = Story.Variant("v", Story.Target(1, Story.Pod("a")));
        var notReady = Story.Variant("v", Story.Target(1, Story.Pod("a", ready: false)));
        _story.Snapshot(0, ready);
        _story.Snapshot(10, notReady);
        _story.Snapshot(500, ready);
        _story.Snapshot(560, ready);
        _story.Snapshot(561, notReady);
        Assert.Equal(ReplicaState.Starting, _story.Only(1100, notReady).State);
    }

    [Fact]
    public void A_pod_that_flaps_is_lost_10_minutes_after_it_was_first_not_ready_and_serves_whenever_it_is()
    {
        var ready = Story.Variant("v", Story.Target(1, Story.Pod("a")));
        var notReady = Story.Variant("v", Story.Target(1, Story.Pod("a", ready: false)));
        _story.Snapshot(0, ready);
        for (var at = 10; at < 600; at += 20)
        {
            _story.Snapshot(at, notReady);
            _story.Snapshot(at + 10, ready);
        }

        Assert.Equal(ReplicaState.Serving, _story.Only(605, ready).State);
        Assert.Equal(ReplicaState.Lost, _story.Only(611, notReady).State);
    }

    [Fact]
    public void A_pod_that_never_was_ready_starts_however_long_it_takes()
    {
        var variant = Story.Variant("v", Story.Target(1, Story.Pod("a", ready: false)));
        _story.Snapshot(0, variant);
        Assert.Equal(ReplicaState.Starting, _story.Only(3600, variant).State);
    }

    [Theory]
    [InlineData(3, 1)]
    [InlineData(5, 3)]
    [InlineData(1, 0)]
    public void Current_is_what_the_target_asks_for_and_pending_what_is_not_ready_or_not_there(int replicas, int pending)
    {
        var target = Story.Target(replicas, Story.Pod("a"), Story.Pod("b"), Story.Pod("c", ready: false), Story.Pod("d", deletedAt: 0));
        var variant = _story.Snapshot(0, Story.Variant("v", target));
        Assert.Equal((replicas, pending), (variant.Current, variant.Pending));
    }

    [Theory]
    [InlineData("x", "x", null, false)]
    [InlineData("x", "y", null, true)]
    [InlineData("x", null, null, false)]
    [InlineData(null, null, null, false)]
    [InlineData("x", "y", 5.0, false)]
    public void Pods_of_more_than_one_template_that_stay_are_a_rollout(string? one, string? other, double? otherDeletedAt, bool rollout)
    {
        var target = Story.Target(2, Story.Pod("a") with { PodTemplateHash = one }, Story.Pod("b", deletedAt: otherDeletedAt) with { PodTemplateHash = other });
        Assert.Equal(rollout, _story.Snapshot(6, Story.Variant("v", target)).Rollout);
    }

    [Fact]
    public void A_lost_pod_is_not_pending_for_it_is_no_longer_expected()
    {
        _story.Snapshot(0, Story.Variant("v", Story.Target(2, Story.Pod("a"), Story.Pod("b"))));
        var variant = Story.Variant("v", Story.Target(2, Story.Pod("a"), Story.Pod("b", ready: false)));
        Assert.Equal(1, _story.Snapshot(1, variant).Pending);
        Assert.Equal(0, _story.Snapshot(700, variant).Pending);
    }

    [Theory]
    [InlineData(630, 1)]
    [InlineData(631, 0)]
    public void Without_a_target_current_is_the_known_replicas_and_a_silent_one_leaves_after_10_minutes(double at, int current)
    {
        var stream = _story.Serve("a", 0);
        _story.Apply(stream, 0, Story.Page(running: 1, waiting: 0, kv: 0.1));
        _story.Ledger.Close(stream, Story.At(0));
        Assert.Equal(current, _story.Snapshot(at).Current);
    }

    [Fact]
    public void With_a_target_a_silent_replica_stays_as_long_as_its_pod_is_there()
    {
        var stream = _story.Serve("a", 0);
        _story.Apply(stream, 0, Story.Page(running: 1, waiting: 0, kv: 0.1));
        _story.Ledger.Close(stream, Story.At(0));
        var row = _story.Only(3600, Story.Variant("v", Story.Target(1, Story.Pod("a"))));
        Assert.Equal((ReplicaState.Serving, true, 1, 3570), (row.State, row.Stale, row.Running, row.SilentSeconds));
    }
}
