namespace Wva.Local.Tests.Cluster;

/// <summary>Whatever is killed with -9 while <c>up</c> plays a load that halves at that moment: nothing is scaled in before all is back, and then it is. The rows in which a hold has to last are in the tests of each fault.</summary>
public sealed class UpRecoveryTests(PublishedFixture published) : IClassFixture<PublishedFixture>
{
    private readonly PublishedFixture _published = published;

    [Theory]
    [InlineData("agent")]
    [InlineData("engine")]
    [InlineData("aggregator")]
    [InlineData("aggregators")]
    public async Task With_half_the_load_left_one_replica_goes_once_what_was_killed_is_back(string victim)
    {
        Assert.NotNull(_published);
        await using var run = await FaultRun.StartAsync(FaultRun.LongWindowSeconds);
        await run.WaitForLoadAsync();
        var killed = TimeProvider.System.GetUtcNow();
        await KillAsync(run, victim);
        await run.LetLoadFallAsync();
        await run.AssertOnlyTheFallOfLoadScalesInAsync(await run.WaitForWholeAsync(killed));
    }

    private static async Task KillAsync(FaultRun run, string victim)
    {
        switch (victim)
        {
            case "agent":
                await run.Processes.SignalAgentAsync("-KILL");
                break;
            case "engine":
                await run.Processes.KillEngineAsync();
                break;
            case "aggregator":
                await run.Processes.KillAggregatorsAsync((await run.StatusAsync()).Leader!);
                break;
            default:
                await run.Processes.KillAggregatorsAsync("aggregator-1", "aggregator-2");
                break;
        }
    }
}
