using Wva.Api;

namespace Wva.Local.Tests.Cluster;

/// <summary>Aggregators killed with -9 while <c>up</c> plays a steady load: nothing is scaled in for it, and half the load is once they are back.</summary>
public sealed class UpAggregatorFaultTests(PublishedFixture published) : IClassFixture<PublishedFixture>
{
    private const double FreshSeconds = 2;

    // The other one goes on within 2 s; the rest is for some twenty processes on a busy machine.
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Busy = TimeSpan.FromSeconds(3);

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
        Assert.InRange(taken, TimeSpan.Zero, Budget + Busy);
        Assert.InRange(decision.OldestSignalAgeSeconds!.Value, 0, FreshSeconds);
        Assert.Equal(2, decision.Target);

        await WaitForPodsThatComeBackAsync(run, killed);
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
    public async Task With_both_killed_when_the_load_falls_nothing_is_scaled_in_until_all_is_back(double windowSeconds)
    {
        Assert.NotNull(_published);
        await using var run = await FaultRun.StartAsync(windowSeconds);
        await run.WaitForLoadAsync();
        var killed = TimeProvider.System.GetUtcNow();
        await run.Processes.KillAggregatorsAsync("aggregator-1", "aggregator-2");
        await run.LetLoadFallAsync();
        await WaitForPodsThatComeBackAsync(run, killed);
        await run.WaitForLineAsync("no answer: ");
        await run.WaitForLineAsync("answers again, after ");
        await run.WaitForLineAsync("aggregator-1 was gone for ");
        await run.WaitForLineAsync("aggregator-2 was gone for ");
        await run.AssertOnlyTheFallOfLoadScalesInAsync(await run.WaitForWholeAsync(killed));
    }

    // An aggregator that begins anew names the pods whose agents are not back yet.
    private static Task<QuietReplica> WaitForPodsThatComeBackAsync(FaultRun run, DateTimeOffset since) =>
        run.WaitForQuietAsync(since, "a pod that has no stream yet", quiet => quiet is { Cause: QuietCauses.NoStream, ForSeconds: not null });
}
