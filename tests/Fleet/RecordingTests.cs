using Wva.Scaling.Inputs;

namespace Wva.Fleet.Tests;

/// <summary>What the ledger makes of real engines.</summary>
public sealed class RecordingTests
{
    [Fact]
    public void Step_every_page_counts_the_requests_really_sent_within_10_and_never_runs_ahead()
    {
        var sent = RecordedAgent.SentAt("step");
        var pages = 0;
        foreach (var (page, _, counted) in RecordedAgent.Play("step"))
        {
            pages++;
            Assert.InRange(counted, SentBy(sent, page.AtSeconds) - 10, SentBy(sent, page.AtSeconds + page.TookSeconds));
        }

        Assert.Equal(511, pages);
        Assert.Equal(1_330, sent.Length);
    }

    [Fact]
    public void Step_rates_follow_the_load_and_peaks_hold_for_a_minute()
    {
        var rows = RecordedAgent.Play("step").Select(step => (step.Page.AtSeconds, Row: Assert.Single(step.Variant.Replicas))).ToArray();
        Assert.All(rows, row => Assert.False(row.Row.Stale));
        Assert.InRange(At(115).ArrivalsPerSecond!.Value, 1.2, 1.8);
        Assert.InRange(At(260).ArrivalsPerSecond!.Value, 5.4, 6.6);
        Assert.InRange(At(509).ArrivalsPerSecond!.Value, 0, 0.05);
        Assert.Equal(0, At(509).Running);
        Assert.InRange(At(265).PeakWaiting!.Value, At(265).Waiting!.Value, 250);
        Assert.InRange(At(260).PeakKvCacheUsage!.Value, 0.95, 1);
        Assert.InRange(At(260).TtftSeconds!.Value, 10, 120);
        Assert.InRange(At(260).IterationSeconds!.Value, 0.03, 0.2);
        Assert.Equal(10_240 * At(260).KvCacheUsage, At(260).TokensInUse);

        ReplicaSnapshot At(double seconds) => rows.Last(row => row.AtSeconds <= seconds).Row;
    }

    [Fact]
    public void Crash_shows_as_stale_with_the_last_numbers_then_as_a_restart_and_never_as_zero()
    {
        ReplicaSnapshot? alive = null;
        var refused = 0;
        foreach (var (page, variant, _) in RecordedAgent.Play("crash"))
        {
            var row = Assert.Single(variant.Replicas);
            Assert.Equal((1, ReplicaState.Serving, !page.Answered), (variant.Current, row.State, row.Stale));
            if (page.Answered)
            {
                alive = row;
                continue;
            }

            refused++;
            Assert.Equal(
                (alive!.Running, alive.Waiting, alive.KvCacheUsage, alive.TokensInUse),
                (row.Running, row.Waiting, row.KvCacheUsage, row.TokensInUse));
            Assert.False(row.ArrivalsPerSecond <= 0, $"page at {page.AtSeconds} s: rates of what was read stand until they are unknown, and are never zero");
            Assert.True(row.Running > 0, $"page at {page.AtSeconds} s: the engine had requests when it died");
        }

        Assert.Equal(28, refused);
    }

    [Fact]
    public void Crash_counts_no_request_twice_and_loses_only_what_no_page_could_show()
    {
        var sent = RecordedAgent.SentAt("crash");
        var last = 0.0;
        foreach (var (page, _, counted) in RecordedAgent.Play("crash"))
        {
            Assert.InRange(counted, last, SentBy(sent, page.AtSeconds + page.TookSeconds));
            last = counted;
        }

        var whileDown = sent.Count(at => at is > 93 and < 123);
        Assert.InRange(last, sent.Length - whileDown - 10, sent.Length);
    }

    [Fact]
    public void Ranks_are_idle_and_not_unknown_before_their_first_request_and_have_6400_tokens_each()
    {
        var idle = 0;
        foreach (var (page, variant, _) in RecordedAgent.Play("ranks"))
        {
            Assert.Equal([("0", 6_400.0, false), ("1", 6_400.0, false)], variant.Replicas.Select(row => (row.Rank, row.KvCapacityTokens!.Value, row.Stale)));
            Assert.All(variant.Replicas, row => Assert.NotNull(row.Running + row.Waiting + row.KvCacheUsage));
            Assert.Equal(1, variant.Current);
            idle += page.AtSeconds < 10 && variant.Replicas.All(row => row is { Running: 0, Waiting: 0, KvCacheUsage: 0 }) ? 1 : 0;
        }

        Assert.Equal(10, idle);
    }

    private static int SentBy(double[] sent, double seconds) => sent.Count(at => at <= seconds);
}
