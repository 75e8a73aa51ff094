using Wva.Api;
using Wva.Scaling;

namespace Wva.Local.Tests.Cluster;

/// <summary>What runs in a pod killed or stopped while <c>up</c> plays a load that falls: the aggregators name the pod and for how long, nothing is scaled in without it, and what is too much goes once it is back.</summary>
public sealed class UpPodFaultTests(PublishedFixture published) : IClassFixture<PublishedFixture>
{
    private readonly PublishedFixture _published = published;

    [Fact]
    public async Task A_killed_agent_and_a_killed_engine_are_named_the_engine_holds_for_longer_than_the_window_and_half_the_load_is_scaled_in_after()
    {
        Assert.NotNull(_published);
        await using var run = await FaultRun.StartAsync(windowSeconds: 5);
        await run.WaitForLoadAsync();
        var killed = TimeProvider.System.GetUtcNow();
        var pod = await run.Processes.SignalAgentAsync("-KILL");
        var agentless = await run.WaitForQuietAsync(killed, $"{pod} has no stream", quiet => quiet.Pod == pod && quiet.Cause == QuietCauses.NoStream);
        Assert.True(agentless is { State: "serving", AgeSeconds: not null, ForSeconds: < 3 }, agentless.ToString());
        await run.WaitForWholeAsync(killed);

        killed = TimeProvider.System.GetUtcNow();
        await run.Processes.KillEngineAsync(pod);
        await run.LetLoadFallAsync();
        var held = await run.WaitForHoldAsync(ReasonCodes.HeldStarting);
        var unread = await run.WaitForQuietAsync(killed, $"{pod} is not read for 2 s", quiet => quiet.Pod == pod && quiet is { Cause: QuietCauses.ScrapeFailed, ForSeconds: > 2, AgeSeconds: > 2 });
        Assert.Equal("starting", unread.State);
        var backAt = await run.WaitForWholeAsync(killed);
        run.AssertOutlastedTheWindow(held, backAt);
        await run.AssertOnlyTheFallOfLoadScalesInAsync(backAt);
        await run.WaitForLineAsync($"{pod} cannot be read for ");
        await run.WaitForLineAsync($"{pod} is no longer quiet, after ");
        await run.WaitForLineAsync("a10g  1 serving, 1 starting (before: 2 serving)");
    }

    [Theory]
    [InlineData(5, "-KILL")]
    [InlineData(FaultRun.LongWindowSeconds, "-CONT")]
    public async Task An_agent_that_is_stopped_is_named_holds_for_longer_than_the_window_and_what_idles_is_scaled_in_once_one_is_back(double windowSeconds, string end)
    {
        Assert.NotNull(_published);
        await using var run = await FaultRun.StartAsync(windowSeconds, leftOver: 0); // a silent replica counts as full: any load beside it asks for two, and no hold decides
        await run.WaitForLoadAsync();
        var stopped = TimeProvider.System.GetUtcNow();
        var pod = await run.Processes.SignalAgentAsync("-STOP");
        var mute = await run.WaitForQuietAsync(stopped, $"{pod} says nothing", quiet => quiet.Pod == pod && quiet.Cause == QuietCauses.NoWord);
        Assert.True(mute is { State: "serving", AgeSeconds: > 11, ForSeconds: > 11 }, mute.ToString());
        await run.LetLoadFallAsync();
        var held = await run.WaitForHoldAsync(ReasonCodes.HeldStale);
        await run.WaitForWindowAsync(held);

        var ended = TimeProvider.System.GetUtcNow();
        await run.Processes.SignalAgentAsync(end, pod);
        var backAt = await run.WaitForWholeAsync(ended);
        run.AssertOutlastedTheWindow(held, backAt);
        await run.AssertOnlyTheFallOfLoadScalesInAsync(backAt);
        await run.WaitForLineAsync($"{pod} has said nothing for ");
        await run.WaitForLineAsync($"{pod} is no longer quiet, after ");
    }
}
