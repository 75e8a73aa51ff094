namespace Wva.Fleet.Tests;

/// <summary>Requests within the retention of scaling to zero: a number only where none can have been missed.</summary>
public sealed class RequestWatchTests
{
    private const int Retention = 60;

    private readonly Story _story = new();

    private VariantInput[] _variants = [Watched("v", "p0")];

    [Fact]
    public void It_is_unknown_until_a_whole_retention_was_watched_and_then_it_is_what_was_alive_within_it()
    {
        var stream = _story.Serve("p0", at: 0);
        Play(stream, 0, 59, finished: 100, running: 0, expected: null);
        Play(stream, 60, 70, finished: 100, running: 0, expected: 0);
        Play(stream, 71, 80, finished: 100, running: 1, expected: 1);
        Play(stream, 81, 81, finished: 101, running: 0, expected: 1); // it arrived at 71 and was alive until 81
        Play(stream, 82, 141, finished: 101, running: 0, expected: 1);
        Play(stream, 143, 150, finished: 101, running: 0, expected: 0);
    }

    [Fact]
    public void A_request_that_takes_longer_than_the_retention_is_seen_as_long_as_it_is_there()
    {
        var stream = _story.Serve("p0", at: 0);
        Play(stream, 0, 59, finished: 0, running: 1, expected: null);
        Play(stream, 60, 300, finished: 0, running: 1, expected: 1);
        Play(stream, 301, 361, finished: 1, running: 0, expected: 1);
        Play(stream, 363, 370, finished: 1, running: 0, expected: 0);
    }

    [Fact]
    public void A_model_that_may_not_go_to_zero_is_not_watched()
    {
        _variants = [Story.Variant("v", Story.Target(1, Story.Pod("p0")))];
        Play(_story.Serve("p0", at: 0), 0, 100, finished: 0, running: 0, expected: null);
    }

    [Fact]
    public void A_replica_that_is_not_heard_makes_it_unknown_and_what_it_counted_meanwhile_is_seen_once_it_is_back()
    {
        var stream = _story.Serve("p0", at: 0);
        Play(stream, 0, 70, finished: 0, running: 0, expected: null, from: 60, then: 0);
        for (var at = 71; at <= 82; at++)
        {
            Requests(at);
        }

        Assert.Null(Requests(90));
        Play(stream, 91, 150, finished: 7, running: 0, expected: 7);
        Play(stream, 153, 160, finished: 7, running: 0, expected: 0);
    }

    [Fact]
    public void A_page_without_the_counter_makes_it_unknown()
    {
        var stream = _story.Serve("p0", at: 0);
        Play(stream, 0, 70, finished: 0, running: 0, expected: null, from: 60, then: 0);
        _story.Apply(stream, 71, Story.Page(running: 0, waiting: 0, kv: 0));
        Assert.Null(Requests(71));
    }

    [Fact]
    public void A_pod_that_is_Ready_and_never_heard_makes_it_unknown()
    {
        _variants = [Watched("v", "p0", "p1")];
        Play(_story.Serve("p0", at: 0), 0, 200, finished: 0, running: 0, expected: null);
    }

    [Theory]
    [InlineData("restart")]
    [InlineData("vanished")]
    [InlineData("joined")]
    [InlineData("clock")]
    public void What_may_hide_a_request_begins_it_anew(string what)
    {
        var stream = _story.Serve("p0", at: 0);
        Play(stream, 0, 70, finished: 50, running: 0, expected: null, from: 60, then: 0);
        var (at, finished) = (71, 50.0);
        switch (what)
        {
            case "restart":
                finished = 0; // the counters of another engine
                break;
            case "vanished":
                _variants = [Watched("v")];
                break;
            case "joined":
                _variants = [Watched("v", "p0"), Watched("w", "q0")];
                _story.Apply(_story.Serve("q0", at), at, Story.Page(running: 0, waiting: 0, kv: 0, finished: 9));
                break;
            default:
                at = 40;
                break;
        }

        var other = what == "joined" ? _story.Serve("q0", at) : null;
        for (var i = at; i < at + Retention; i++)
        {
            Report(stream, i, finished, running: 0);
            ReportOther(other, i);
            Assert.Null(Requests(i));
        }

        Report(stream, at + Retention + 1, finished, running: 0);
        ReportOther(other, at + Retention + 1);
        Assert.Equal(0, Requests(at + Retention + 1));
    }

    [Fact]
    public void A_pod_that_drains_and_goes_takes_nothing_away()
    {
        _variants = [Watched("v", "p0", "p1")];
        var (stays, goes) = (_story.Serve("p0", at: 0), _story.Serve("p1", at: 0));
        for (var at = 0; at <= 70; at++)
        {
            Report(stays, at, finished: 0, running: 0);
            Report(goes, at, finished: at >= 65 ? 3 : 0, running: 0);
            Assert.Equal(at < 60 ? null : at >= 65 ? 3 : 0.0, Requests(at));
        }

        _variants = [new VariantInput(_variants[0].Spec, Story.Target(1, Story.Pod("p0"), Story.Pod("p1", deletedAt: 71))) { Retention = _variants[0].Retention }];
        _story.Ledger.Close(goes, Story.At(71));
        Play(stays, 71, 100, finished: 0, running: 0, expected: 3);
        _variants = [Watched("v", "p0")];
        Play(stays, 101, 124, finished: 0, running: 0, expected: 3);
        Play(stays, 127, 135, finished: 0, running: 0, expected: 0);
    }

    [Fact]
    public void A_model_without_replicas_has_had_no_request_after_a_whole_retention()
    {
        _variants = [Watched("v")];
        Assert.Null(Requests(0));
        Assert.Null(Requests(59));
        Assert.Equal(0, Requests(61));
    }

    [Fact]
    public void Another_ledger_begins_anew_for_nobody_watched_in_between()
    {
        Play(_story.Serve("p0", at: 0), 0, 70, finished: 0, running: 0, expected: null, from: 60, then: 0);
        var next = new Story();
        next.Ledger.Restore(_story.Ledger.Known(), Story.At(71));
        var stream = next.Serve("p0", at: 71);
        for (var at = 71; at <= 130; at++)
        {
            next.Apply(stream, at, Story.Page(running: 0, waiting: 0, kv: 0, finished: 0));
            Assert.Null(Assert.Single(next.Ledger.Snapshot(_variants, Story.At(at)).Models).RequestsInRetention);
        }

        next.Apply(stream, 132, Story.Page(running: 0, waiting: 0, kv: 0, finished: 0));
        Assert.Equal(0, Assert.Single(next.Ledger.Snapshot(_variants, Story.At(132)).Models).RequestsInRetention);
    }

    private static VariantInput Watched(string name, params string[] pods) =>
        Story.Variant(name, Story.Target(pods.Length, [.. pods.Select(pod => Story.Pod(pod))])) with { Retention = TimeSpan.FromSeconds(Retention) };

    private void ReportOther(ReplicaStream? other, int at)
    {
        if (other is not null)
        {
            Report(other, at, finished: 9, running: 0);
        }
    }

    private void Report(ReplicaStream stream, int at, double finished, double running) =>
        _story.Apply(stream, at, Story.Page(running: running, waiting: 0, kv: 0, finished: finished));

    private double? Requests(int at) => Assert.Single(_story.Ledger.Snapshot(_variants, Story.At(at)).Models).RequestsInRetention;

    private void Play(ReplicaStream stream, int begin, int end, double finished, double running, double? expected, int from = int.MaxValue, double? then = null)
    {
        for (var at = begin; at <= end; at++)
        {
            Report(stream, at, finished, running);
            Assert.Equal((at, at < from ? expected : then), (at, Requests(at)));
        }
    }
}
