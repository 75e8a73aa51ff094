namespace Wva.Local.Tests.Cluster;

/// <summary>What runs in a pod killed with -9 while <c>up</c> plays a steady load: nothing is scaled in for it, and half the load is once it is back.</summary>
public sealed class UpPodFaultTests(PublishedFixture published) : IClassFixture<PublishedFixture>
{
    private readonly PublishedFixture _published = published;

    [Theory]
    [InlineData("agent", 46)]
    [InlineData("engine", 56)]
    public async Task A_killed_process_scales_nothing_in_and_half_the_load_is_scaled_in_once_it_is_back(string process, double halfAtSeconds)
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariables().Contains("WVA_TESTS_FULL"), "takes three minutes: tests/run --full");
        Assert.NotNull(_published);
        await using var run = await FaultRun.StartAsync(halfAtSeconds);
        await run.WaitForLoadAsync();
        var killed = TimeProvider.System.GetUtcNow();
        var pod = await run.KillAsync(process);
        await run.WaitForLineAsync($"{process} of {pod} ended, and is started again");
        await run.WaitForLineAsync($"{process} of {pod} was gone for ");
        await run.AssertOnlyHalfTheLoadIsScaledInAsync(await run.WaitForWholeAsync(killed));
        Assert.Equal(process == "engine", run.Lines.Any(line => line.Contains("a10g  1 serving, 1 starting (before: 2 serving)", StringComparison.Ordinal)));
    }
}
