using System.Collections.Immutable;
using Wva.Scaling.Inputs;

namespace Wva.Fleet.Tests;

/// <summary>Which pods are named as quiet, why, and for how long.</summary>
public sealed class QuietTests
{
    private readonly Story _story = new();
    private VariantInput[] _variants = [Story.Variant("v", Story.Target(1, Story.Pod("a")))];

    [Fact]
    public void A_pod_that_is_read_is_not_quiet()
    {
        _story.Apply(_story.Serve("a", 0), 0, Story.Page(running: 3, waiting: 1, kv: 0.5));
        Assert.Empty(Quiet(11));
    }

    [Fact]
    public void A_pod_without_a_stream_is_named_from_the_moment_it_ended_though_its_numbers_are_fresh()
    {
        var stream = _story.Serve("a", 0);
        _story.Apply(stream, 0, Story.Page(running: 3, waiting: 1, kv: 0.5));
        _story.Ledger.Close(stream, Story.At(2));
        Assert.Equal(new QuietPod("a", ReplicaState.Serving, QuietCause.NoStream, 0.5, null, 2.5, null), Assert.Single(Quiet(2.5)));
        Assert.Equal((38, 40, 10.0), (Only(40).ForSeconds, Only(40).AgeSeconds, Only(40).SilentSeconds));
        _story.Apply(_story.Serve("a", 41), 41, Story.Page(running: 3, waiting: 1, kv: 0.5));
        Assert.Empty(Quiet(41));
    }

    [Fact]
    public void An_older_stream_that_ends_behind_a_newer_one_is_no_news()
    {
        var old = _story.Serve("a", 0);
        _story.Apply(_story.Serve("a", 1), 1, Story.Page(running: 3, waiting: 1, kv: 0.5));
        _story.Ledger.Close(old, Story.At(2));
        Assert.Empty(Quiet(2));
    }

    [Fact]
    public void An_open_stream_is_named_once_it_has_been_quiet_for_longer_than_it_may()
    {
        _story.Apply(_story.Serve("a", 0), 0, Story.Page(running: 3, waiting: 1, kv: 0.5));
        Assert.Empty(Quiet(12));
        Assert.Equal((QuietCause.NoWord, 12.5), (Only(12.5).Cause, Only(12.5).ForSeconds));
    }

    [Fact]
    public void A_failed_scrape_is_named_at_once_with_its_words_and_for_how_long_it_fails()
    {
        var stream = _story.Serve("a", 0);
        _story.Apply(stream, 0, Story.Page(running: 3, waiting: 1, kv: 0.5));
        _story.Apply(stream, 1, Story.Failed(scrapeAgeSeconds: 1));
        _story.Apply(stream, 4, Story.Failed(scrapeAgeSeconds: 4));
        Assert.Equal(new QuietPod("a", ReplicaState.Serving, QuietCause.ScrapeFailed, 4, "connection refused", 5, null), Only(5));
        _story.Apply(stream, 6, Story.Page(running: 0, waiting: 0, kv: 0));
        Assert.Empty(Quiet(6));
    }

    [Fact]
    public void A_pod_that_served_and_starts_again_is_named_and_one_that_never_served_or_drains_is_not()
    {
        var stream = _story.Serve("a", 0);
        _story.Apply(stream, 0, Story.Page(running: 3, waiting: 1, kv: 0.5));
        Assert.Empty(Quiet(0));
        _story.Apply(stream, 1, Story.Failed(scrapeAgeSeconds: 1));
        _story.Apply(_story.Serve("b", 1), 1, Story.Failed(scrapeAgeSeconds: null));
        _variants = [Story.Variant("v", Story.Target(2, Story.Pod("a", ready: false), Story.Pod("b", ready: false)))];
        Assert.Equal(("a", ReplicaState.Starting, QuietCause.ScrapeFailed), (Only(3).Pod, Only(3).State, Only(3).Cause));
        _variants = [Story.Variant("v", Story.Target(1, Story.Pod("a", deletedAt: 4), Story.Pod("b", ready: false)))];
        Assert.Empty(Quiet(4));
    }

    [Fact]
    public void A_stalled_engine_is_named_from_the_moment_it_stalls()
    {
        var stream = _story.Serve("a", 0);
        var sample = Story.Page(running: 3, waiting: 1, kv: 0.5);
        sample.Stalled = true;
        _story.Apply(stream, 10, sample);
        _story.Apply(stream, 15, sample);
        Assert.Equal((QuietCause.Stalled, 6), (Only(16).Cause, Only(16).ForSeconds));
    }

    [Fact]
    public void An_agent_that_speaks_and_reads_nothing_is_named_once_its_replica_is_silent()
    {
        var stream = _story.Serve("a", 0);
        _story.Apply(stream, 0, Story.Page(running: 0, waiting: 0, kv: 0));
        _story.Beat(stream, 30, age: 30);
        Assert.Empty(Quiet(30));
        _story.Beat(stream, 40, age: 40);
        Assert.Equal((QuietCause.NotRead, 40, 10.0), (Only(40).Cause, Only(40).ForSeconds, Only(40).SilentSeconds));
    }

    [Fact]
    public void A_Ready_pod_without_an_agent_is_named_since_it_was_first_seen_Ready()
    {
        Assert.Equal((QuietCause.NoStream, 0), (Only(5).Cause, Only(5).ForSeconds));
        Assert.Equal((7, null), (Only(12).ForSeconds, Only(12).AgeSeconds));
    }

    [Fact]
    public void A_pod_that_has_just_become_Ready_owes_its_first_page_once_a_quiet_stream_would_be_named()
    {
        _story.Apply(_story.Serve("a", 0), 0, Story.Failed(scrapeAgeSeconds: null));
        _story.Snapshot(1, _variants);
        _story.Apply(_story.Serve("a", 12), 12, Story.Failed(scrapeAgeSeconds: null));
        Assert.Empty(Quiet(13));
        Assert.Equal(QuietCause.ScrapeFailed, Only(13.5).Cause);
    }

    [Fact]
    public void After_a_restart_of_ours_a_pod_is_named_until_its_agent_is_back()
    {
        _story.Ledger.Restore([new KnownReplica(Story.Identity("a"), null, Story.At(-5), Served: true)], Story.At(0));
        Assert.Equal((QuietCause.NoStream, 2, null), (Only(2).Cause, Only(2).ForSeconds, Only(2).AgeSeconds));
        _story.Apply(_story.Serve("a", 3), 3, Story.Page(running: 3, waiting: 1, kv: 0.5));
        Assert.Empty(Quiet(3));
    }

    [Fact]
    public void A_page_that_lacks_what_a_decision_needs_is_named_with_its_longest_rank()
    {
        var stream = _story.Serve("a", 0);
        _story.Apply(stream, 0, Story.TwoRanks());
        _story.Apply(stream, 1, Story.Page(running: 1, waiting: 0, kv: 0.1));
        _story.Apply(stream, 5, Story.Page(running: 1, waiting: 0));
        Assert.Equal((QuietCause.MissingFields, 5, 5.0), (Only(6).Cause, Only(6).ForSeconds, Only(6).SilentSeconds));
        Assert.Equal(1, Only(6).AgeSeconds);
    }

    private QuietPod Only(double at) => Assert.Single(Quiet(at));

    private ImmutableArray<QuietPod> Quiet(double at)
    {
        _story.Snapshot(at, _variants);
        return Assert.Single(_story.Ledger.Summary!.Variants).Quiet;
    }
}
