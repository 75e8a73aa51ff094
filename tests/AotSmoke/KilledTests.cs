using Wva.Local.Run;

namespace Wva.AotSmoke.Tests;

/// <summary>Two replicas that carry their share, an outside player of their target, and processes killed with -9: nothing is scaled in by it, and scaling in works again afterwards.</summary>
public sealed class KilledTests
{
    // The window of LocalVariant's policy, 10 s of unheld cycles, and time for processes on a busy machine.
    private static readonly TimeSpan Recovery = LocalVariant.ScaleInStabilization + TimeSpan.FromSeconds(10 + 15);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    // Long enough for the window to have run out, had anything begun it, and for a lost agent to be stale (12 s).
    private static readonly TimeSpan Watch = LocalVariant.ScaleInStabilization + TimeSpan.FromSeconds(5);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_aggregator_killed_under_load_scales_nothing_in_and_scaling_in_works_afterwards()
    {
        await using var first = new MadeEngine();
        await using var second = new MadeEngine();
        await using var system = await SmokeSystem.StartAsync();
        system.WriteTarget(replicas: 2);
        await using var agentOfFirst = await system.StartAgentAsync("v-0", first);
        await using var agentOfSecond = await system.StartAgentAsync("v-1", second);
        await system.WaitForAsync(2, Patience);

        await system.Aggregators[0].KillAsync();
        await system.Aggregators[0].StartAsync();
        await PassAsync(Watch);
        Assert.All(system.Published, replicas => Assert.Equal(2, replicas));

        first.BecomeLight();
        second.BecomeLight();
        await system.WaitForAsync(1, Recovery);
    }

    [Fact]
    public async Task An_agent_killed_under_load_scales_nothing_in_and_scaling_in_works_once_it_is_back()
    {
        await using var first = new MadeEngine();
        await using var second = new MadeEngine();
        await using var system = await SmokeSystem.StartAsync();
        system.WriteTarget(replicas: 2);
        await using var agentOfFirst = await system.StartAgentAsync("v-0", first);
        await using (var agentOfSecond = await system.StartAgentAsync("v-1", second))
        {
            await system.WaitForAsync(2, Patience);
            agentOfSecond.Kill();
        }

        first.BecomeLight(); // half of the fleet has little to do, of the other half nothing is known
        await PassAsync(Watch);
        Assert.All(system.Published, replicas => Assert.Equal(2, replicas));

        second.BecomeLight();
        await using var agentThatIsBack = await system.StartAgentAsync("v-1", second);
        await system.WaitForAsync(1, Recovery);
    }

    // What is watched for is that nothing happens, so time must pass.
    private static Task PassAsync(TimeSpan time) => Task.Delay(time, TimeProvider.System, Stop);
}
