using Wva.Api;
using Wva.Scaling;

namespace Wva.Local.Tests.Cluster;

/// <summary>Aggregators killed with -9 while <c>up</c> plays a load that falls: nothing is scaled in for it, and what is too much goes once all are back.</summary>
public sealed class UpAggregatorFaultTests(PublishedFixture published) : IClassFixture<PublishedFixture>
{
    private const double FreshSeconds = 2;

    private readonly PublishedFixture _published = published;

    [Theory]
    [InlineData(5)]
    [InlineData(FaultRun.LongWindowSeconds)]
    public async Task With_the_one_that_decides_killed_the_other_goes_on_from_fresh_samples_and_half_the_load_is_scaled_in(double windowSeconds)
    {
        Assert.NotNull(_published);
        await using var run = await FaultRun.StartAsync(windowSeconds);
        await run.WaitForLoadAsync();
        var leader = (await run.StatusAsync()).Leader!;
        var (killed, began) = (TimeProvider.System.GetUtcNow(), TimeProvider.System.GetTimestamp());
        await run.Processes.KillAggregatorsAsync(leader);

        var decision = await FaultRun.EventuallyAsync("the other one decides", async () => await run.DecisionAsync(butNotOf: leader) is { } made && made.Time > killed ? made : null);
        var taken = TimeProvider.System.GetElapsedTime(began);
        FaultRun.Tell($"the other one decides {taken.TotalSeconds:0.00} s after kill -9 of {leader}");
        Assert.InRange(taken, TimeSpan.Zero, FaultBudget.HandOver);
        Assert.InRange(decision.OldestSignalAgeSeconds!.Value, 0, FreshSeconds);
        Assert.Equal(2, decision.Target);

        // An aggregator that begins anew names the pods whose agents are not back yet.
        await run.WaitForQuietAsync(killed, "a pod that has no stream yet", quiet => quiet is { Cause: QuietCauses.NoStream, ForSeconds: not null });
        await run.WaitForLineAsync($"{leader} ended, and is started again");
        await run.WaitForLineAsync($"decides, no longer {leader}");
        await run.WaitForLineAsync($"{leader} was gone for ");
        await run.WaitForWholeAsync(killed);
        await run.LetLoadFallAsync();
        await run.AssertOnlyTheFallOfLoadScalesInAsync(await run.WaitForWholeAsync(killed));
    }

    [Theory]
    [InlineData(5)]
    [InlineData(FaultRun.LongWindowSeconds)]
    public async Task With_both_killed_and_one_again_as_it_starts_a_replica_without_its_agent_holds_what_idles_until_all_is_back(double windowSeconds)
    {
        Assert.NotNull(_published);
        await using var run = await FaultRun.StartAsync(windowSeconds, leftOver: 0); // a silent replica counts as full: any load beside it asks for two, and no hold decides
        await run.WaitForLoadAsync();
        var killed = TimeProvider.System.GetUtcNow();
        var pod = await run.Processes.SignalAgentAsync("-STOP");
        await run.Processes.KillAggregatorsAsync("aggregator-1", "aggregator-2");
        await run.LetLoadFallAsync();
        await run.Processes.KillStartingAggregatorAsync("aggregator-1");
        await run.WaitForQuietAsync(killed, $"{pod} has no stream yet", quiet => quiet.Pod == pod && quiet is { Cause: QuietCauses.NoStream, ForSeconds: not null });
        var held = await run.WaitForHoldAsync(ReasonCodes.HeldStale);
        await run.WaitForWindowAsync(held);

        var continued = TimeProvider.System.GetUtcNow();
        await run.Processes.SignalAgentAsync("-CONT", pod);
        var backAt = await run.WaitForWholeAsync(continued);
        run.AssertOutlastedTheWindow(held, backAt);
        await run.AssertOnlyTheFallOfLoadScalesInAsync(backAt);
        await run.WaitForLineAsync("no answer: ");
        await run.WaitForLineAsync("answers again, after ");
        await run.WaitForLineAsync("aggregator-1 was gone for ");
        await run.WaitForLineAsync("aggregator-2 was gone for ");
    }
}
