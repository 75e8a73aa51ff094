using System.Globalization;
using Wva.Local.Run;

namespace Wva.AotSmoke.Tests;

/// <summary>Two published aggregators over one folder, the same two agents at both, and the one that decides killed with -9, both of them, or it only stopped.</summary>
public sealed class HandOverTests
{
    // From the load step to the published decision, the hand-over included (these engines are so full already that they are sampled fast); the rest is for processes on a busy machine.
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Busy = TimeSpan.FromSeconds(3);

    // The window of LocalVariant's policy, 10 s of unheld cycles, and time for processes on a busy machine.
    private static readonly TimeSpan Recovery = LocalVariant.ScaleInStabilization + TimeSpan.FromSeconds(10 + 15);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Watch = LocalVariant.ScaleInStabilization + TimeSpan.FromSeconds(5);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task With_the_one_that_decided_killed_the_other_decides_on_the_next_load_step_and_scales_nothing_in()
    {
        await using var first = new MadeEngine();
        await using var second = new MadeEngine();
        await using var system = await SmokeSystem.StartAsync(aggregators: 2);
        await using var agents = await StartAgentsAsync(system, first, second);
        await AssertLeadsAsync(system, leader: 0);

        await system.Aggregators[0].KillAsync();
        var began = TimeProvider.System.GetTimestamp();
        first.BecomeFull();
        second.BecomeFull();
        await system.WaitForAsync(3, Budget + Busy);
        Tell("load step to decision after kill -9 of the leader", TimeProvider.System.GetElapsedTime(began));

        await system.Aggregators[0].StartAsync();
        await AssertLeadsAsync(system, leader: 1);
        await PassAsync(Watch);
        Assert.All(system.Published, replicas => Assert.InRange(replicas, 2, 3));
        Assert.Equal("aggregator-1", system.Leader);
    }

    [Fact]
    public async Task With_both_killed_and_started_again_nothing_is_scaled_in_and_scaling_in_works_afterwards()
    {
        await using var first = new MadeEngine();
        await using var second = new MadeEngine();
        await using var system = await SmokeSystem.StartAsync(aggregators: 2);
        await using var agents = await StartAgentsAsync(system, first, second);

        await Task.WhenAll(system.Aggregators.Select(aggregator => aggregator.KillAsync()));
        await Task.WhenAll(system.Aggregators.Select(aggregator => aggregator.StartAsync()));
        await PassAsync(Watch);
        Assert.All(system.Published, replicas => Assert.Equal(2, replicas));

        first.BecomeLight();
        second.BecomeLight();
        var began = TimeProvider.System.GetTimestamp();
        await system.WaitForAsync(1, Recovery);
        Tell("half the load to scaled in after kill -9 of both", TimeProvider.System.GetElapsedTime(began));
    }

    [Fact]
    public async Task A_grant_stands_after_the_one_that_gave_it_is_killed_until_its_pod_is_seen()
    {
        await using var first = new MadeEngine();
        await using var second = new MadeEngine();
        await using var third = new MadeEngine();
        await using var system = await SmokeSystem.StartAsync(aggregators: 2);
        await using var agents = await StartAgentsAsync(system, first, second);
        await AssertLeadsAsync(system, leader: 0);
        first.BecomeFull();
        second.BecomeFull();
        await system.WaitForAsync(3, Patience);

        // Still full: a new leader that did not know of the grant would ask again. Then light: it would take it back once the window is over.
        await system.Aggregators[0].KillAsync();
        await AssertRoleAsync(system.Aggregators[1], leads: true);
        await PassAsync(TimeSpan.FromSeconds(5));
        first.BecomeLight();
        second.BecomeLight();
        await PassAsync(Watch);
        Assert.All(system.Published, replicas => Assert.InRange(replicas, 2, 3));
        Assert.Equal(3, system.Published[^1]);

        third.BecomeLight();
        await using var agentOfThird = await system.StartAgentAsync("v-2", third);
        system.WriteTarget(replicas: 3);
        var began = TimeProvider.System.GetTimestamp();
        await system.WaitForAsync(1, Recovery);
        Tell("the granted pod is seen to scaled in", TimeProvider.System.GetElapsedTime(began));
    }

    [Fact]
    public async Task From_one_that_is_only_stopped_nobody_takes_over_and_once_it_goes_on_a_whole_window_passes_before_it_scales_in()
    {
        await using var first = new MadeEngine();
        await using var second = new MadeEngine();
        await using var system = await SmokeSystem.StartAsync(aggregators: 2);
        await using var agents = await StartAgentsAsync(system, first, second);
        first.BecomeLight();
        second.BecomeLight();

        // Longer than the window: what was wanted before has left it, and nothing has entered it.
        await system.Aggregators[0].SignalAsync("STOP");
        await PassAsync(Watch);
        Assert.Equal("aggregator-0", system.Leader);
        await system.Aggregators[0].SignalAsync("CONT");
        var began = TimeProvider.System.GetTimestamp();
        await system.WaitForAsync(1, Recovery);
        var passed = TimeProvider.System.GetElapsedTime(began);
        Tell("SIGCONT to scaled in", passed);
        Assert.True(passed > LocalVariant.ScaleInStabilization - TimeSpan.FromSeconds(1), $"scaled in {passed} after the stop, on what it had in mind before it");
        await AssertLeadsAsync(system, leader: 0);
    }

    private static async Task<IAsyncDisposable> StartAgentsAsync(SmokeSystem system, MadeEngine first, MadeEngine second)
    {
        system.WriteTarget(replicas: 2);
        var agents = new RunningAgents(await system.StartAgentAsync("v-0", first), await system.StartAgentAsync("v-1", second));
        await system.WaitForAsync(2, Patience);
        foreach (var aggregator in system.Aggregators)
        {
            await UntilAsync($"{aggregator.Identity} hears both agents", aggregator, "wva_fleet_pods", lines => lines.Any(line => line.Contains("state=\"serving\"", StringComparison.Ordinal) && line.EndsWith(" 2", StringComparison.Ordinal)));
        }

        return agents;
    }

    // One of them says that it decides, and exports what it decided; the other says neither.
    private static async Task AssertLeadsAsync(SmokeSystem system, int leader)
    {
        for (var i = 0; i < system.Aggregators.Count; i++)
        {
            await AssertRoleAsync(system.Aggregators[i], leads: i == leader);
        }

        Assert.Equal(system.Aggregators[leader].Identity, system.Leader);
    }

    private static async Task AssertRoleAsync(SmokeAggregator aggregator, bool leads)
    {
        await UntilAsync($"{aggregator.Identity} is to {(leads ? "lead" : "follow")}", aggregator, "wva_leader", lines => lines is [var line] && line.EndsWith(leads ? " 1" : " 0", StringComparison.Ordinal));
        await UntilAsync($"{aggregator.Identity} exports {(leads ? "" : "no ")}decisions", aggregator, "wva_desired_replicas", lines => lines.Count == (leads ? 1 : 0));
    }

    private static async Task UntilAsync(string what, SmokeAggregator aggregator, string metric, Func<IReadOnlyList<string>, bool> isSo)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (await aggregator.SeriesAsync(metric) is not { } lines || !isSo(lines))
        {
            Assert.True(TimeProvider.System.GetElapsedTime(began) < Patience, $"not within {Patience.TotalSeconds} s: {what}");
            await Task.Delay(Period, TimeProvider.System, Stop);
        }
    }

    private static void Tell(string what, TimeSpan taken) =>
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: {taken.TotalSeconds:0.00} s"));

    // What is watched for is that nothing happens, so time must pass.
    private static Task PassAsync(TimeSpan time) => Task.Delay(time, TimeProvider.System, Stop);

    private sealed class RunningAgents(params ChildProcess[] agents) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            foreach (var agent in agents)
            {
                await agent.DisposeAsync();
            }
        }
    }
}
