namespace Wva.Local.Tests.Cluster;

/// <summary>Aggregators killed with -9 while <c>up</c> plays a steady load: nothing is scaled in for it, and half the load is once they are back.</summary>
public sealed class UpAggregatorFaultTests(PublishedFixture published) : IClassFixture<PublishedFixture>
{
    private const double FreshSeconds = 2;

    // The other one goes on within 2 s; the rest is for some twenty processes on a busy machine.
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Busy = TimeSpan.FromSeconds(3);

    private readonly PublishedFixture _published = published;

    [Fact]
    public async Task With_the_one_that_decides_killed_the_other_goes_on_from_fresh_samples_and_half_the_load_is_scaled_in()
    {
        Assert.NotNull(_published);
        await using var run = await FaultRun.StartAsync(halfAtSeconds: 46);
        await run.WaitForLoadAsync();
        var leader = (await run.StatusAsync()).Leader!;
        var (killed, began) = (TimeProvider.System.GetUtcNow(), TimeProvider.System.GetTimestamp());
        await run.KillAggregatorsAsync(leader);

        var decision = await FaultRun.EventuallyAsync("the other one decides", async () => await run.DecisionOfAnotherAsync(leader) is { } made && made.Time > killed ? made : null);
        var taken = TimeProvider.System.GetElapsedTime(began);
        FaultRun.Tell($"the other one decides {taken.TotalSeconds:0.00} s after kill -9 of {leader}");
        Assert.InRange(taken, TimeSpan.Zero, Budget + Busy);
        Assert.InRange(decision.OldestSignalAgeSeconds!.Value, 0, FreshSeconds);
        Assert.Equal(2, decision.Target);

        await run.WaitForLineAsync($"{leader} ended, and is started again");
        await run.WaitForLineAsync($"decides, no longer {leader}");
        await run.WaitForLineAsync($"{leader} was gone for ");
        await run.AssertOnlyHalfTheLoadIsScaledInAsync(await run.WaitForWholeAsync(killed));
    }

    [Fact]
    public async Task With_both_killed_nothing_is_scaled_in_and_half_the_load_is_once_they_are_back()
    {
        Assert.NotNull(_published);
        await using var run = await FaultRun.StartAsync(halfAtSeconds: 48);
        await run.WaitForLoadAsync();
        var killed = TimeProvider.System.GetUtcNow();
        await run.KillAggregatorsAsync("aggregator-1", "aggregator-2");
        await run.WaitForLineAsync("no answer: ");
        await run.WaitForLineAsync("answers again, after ");
        await run.WaitForLineAsync("aggregator-1 was gone for ");
        await run.WaitForLineAsync("aggregator-2 was gone for ");
        await run.AssertOnlyHalfTheLoadIsScaledInAsync(await run.WaitForWholeAsync(killed));
    }
}
