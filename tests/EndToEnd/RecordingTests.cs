using Wva.Agent.Tests.Fakes;
using Wva.EndToEnd.Tests.Fakes;
using Wva.Kubernetes.Resources;
using Wva.Scaling.Inputs;
using Wva.Testing;

namespace Wva.EndToEnd.Tests;

/// <summary>Pages of real engines, from their sockets to the fleet and its decisions. That what arrives is the slow reading of each page, the run itself awaits.</summary>
public sealed class RecordingTests : IAsyncDisposable
{
    private readonly RecordingRun _run = new();

    public ValueTask DisposeAsync() => _run.DisposeAsync();

    [Fact]
    public async Task Step_arrives_page_by_page_and_the_requests_counted_stay_within_10_of_those_really_sent()
    {
        var sent = RecordingRun.SentAt("step");
        var pages = 0;
        await foreach (var arrival in _run.PlayAsync("step"))
        {
            pages++;
            Assert.InRange(arrival.RequestsCounted, SentBy(arrival.Page.AtSeconds) - 10, SentBy(arrival.Page.AtSeconds + arrival.Page.TookSeconds) + 10);
            Assert.Null(arrival.Error);
            if (arrival.Page.AtSeconds is > 5 and < 120 or > 130)
            {
                Assert.Equal(arrival.Page.AtSeconds < 120 ? 1 : 2, _run.Live.Desired); // the load step comes at 120 s
            }
        }

        Assert.Equal(511, pages);
        Assert.Equal(1_330, sent.Length);

        int SentBy(double seconds) => sent.Count(at => at <= seconds);
    }

    [Fact]
    public async Task Crash_shows_as_stale_then_as_a_restart_never_as_zero_and_scales_nothing_in_until_the_load_is_really_gone()
    {
        // With this sibling both are needed from 7 % KV on: true within every 10 s until the crash, and not by the last two pages before it. The window is
        // shorter than the outage. So nothing but the silence itself keeps both.
        await using var sibling = new ScriptedEngine();
        sibling.Serve(VllmPage.With(running: 0, waiting: 0, kv: 0.63));
        _run.Live.Folder.WritePolicy("scaleInStabilizationSeconds: 20\n");
        _run.Live.Folder.WriteTarget(LiveSystem.Variant, TwoReadyPods());
        await _run.Live.StartAgentAsync(LiveSystem.Variant + "-1", sibling.Url, RecordingRun.Set);
        PageArrival? alive = null;
        var refused = 0;
        await foreach (var arrival in _run.PlayAsync("crash"))
        {
            if (arrival.Page.AtSeconds is > 5 and < 215)
            {
                Assert.Equal(2, _run.Live.Desired);
            }

            if (arrival.Page.Answered)
            {
                alive = arrival;
                continue;
            }

            refused++;
            AssertStale(alive!, arrival);
        }

        Assert.InRange(refused, 24, 28); // of 28 that were recorded, some stood for less than a look
        Assert.Single(_run.Live.Agents[RecordingRun.Pod].Log, line => line.StartsWith("1014 ", StringComparison.Ordinal)); // restarted
        Assert.Equal(1, _run.Live.Desired); // from 213 s to 240 s one would do
    }

    [Fact]
    public async Task Ranks_are_two_rows_idle_and_not_unknown_before_their_first_request()
    {
        var idle = 0;
        await foreach (var arrival in _run.PlayAsync("ranks"))
        {
            Assert.Equal([("0", 6_400.0), ("1", 6_400.0)], arrival.Rows.Select(row => (row.Rank, row.KvCapacityTokens!.Value)));
            Assert.All(arrival.Rows, row => Assert.NotNull(row.Running + row.Waiting + row.KvCacheUsage));
            Assert.Equal(1, arrival.Variant.Current);
            idle += arrival.Page.AtSeconds < 10 && arrival.Rows.All(row => row is { Running: 0, Waiting: 0, KvCacheUsage: 0, Stale: false }) ? 1 : 0;
        }

        Assert.Equal(10, idle);
        Assert.Equal(6_400, _run.Engine!.KvCapacityTokens);
    }

    private static ScaleTarget TwoReadyPods()
    {
        var player = new TargetPlayer(LiveSystem.Variant) { CreateDelay = TimeSpan.Zero, StartUp = TimeSpan.Zero };
        var now = new Clocks().Now;
        player.ScaleTo(2, now);
        return player.At(now);
    }

    private void AssertStale(PageArrival alive, PageArrival now)
    {
        var (before, row) = (Assert.Single(alive.Rows), Assert.Single(now.Rows));
        Assert.Equal((ReplicaState.Serving, true), (row.State, row.Stale));
        Assert.Equal((before.Running, before.Waiting, before.KvCacheUsage, before.TokensInUse), (row.Running, row.Waiting, row.KvCacheUsage, row.TokensInUse));
        Assert.True(row.Running > 0, $"page at {now.Page.AtSeconds} s: the engine had requests when it died");
        Assert.NotEmpty(now.Error!);
        Assert.Equal(2, now.Variant.Current);
        Assert.Equal(ConditionStatus.True, _run.Live.Folder.Status(LiveSystem.Variant)!.FindCondition(ConditionTypes.Ready)!.Status); // its sibling still reports
    }
}
