using Wva.Aggregator.Cycle;
using Wva.Aggregator.Tests.Fakes;

namespace Wva.Aggregator.Tests.Cycle;

public sealed class CycleLoopTests : IAsyncDisposable
{
    private readonly World _world = new();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task A_burst_of_samples_that_cross_is_decided_in_cycles_at_least_50_ms_apart()
    {
        _world.Folder.WriteManifest("v", "modelID: m, maxReplicas: 10");
        await _world.StartAsync();
        foreach (var pod in (string[])["a", "b", "c", "d"])
        {
            await _world.AgentAsync(pod);
        }

        await _world.PlayAsync(3, _ => (0.3, 0));
        var cycles = _world.Aggregator.Cycles.Succeeded;
        var began = _world.Time.GetUtcNow();
        foreach (var agent in _world.Agents.Values)
        {
            await agent.SampleAsync(kv: 0.95, waiting: 9);
        }

        await _world.UntilAsync(() => _world.Folder.Desired("v") == 8 && _world.Aggregator.Cycles.Succeeded > cycles);
        var passed = _world.Time.GetUtcNow() - began;
        Assert.InRange(_world.Aggregator.Cycles.Succeeded - cycles, 1, (passed / CycleLoop.LeastGap) + 1);
    }

    [Fact]
    public async Task A_cycle_that_fails_is_told_and_the_next_one_goes_on_with_what_was_published()
    {
        _world.Folder.WriteManifest("v", "modelID: m, maxReplicas: 10");
        await _world.StartAsync();
        await _world.AgentAsync("p");
        await _world.PlayAsync(2, _ => (0.3, 0));

        // What cannot be kept is not published: the state file's place is taken by a folder.
        File.Delete(_world.Folder.PathOf(".wva-state.json"));
        Directory.CreateDirectory(_world.Folder.PathOf(".wva-state.json"));
        await _world.Agents["p"].SampleAsync(kv: 0.95, waiting: 9);
        await _world.UntilAsync(() => _world.Aggregator.Cycles.Failed > 0);
        Assert.Equal(1, _world.Folder.Desired("v"));

        Directory.Delete(_world.Folder.PathOf(".wva-state.json"));
        await _world.PlayAsync(2, _ => (0.95, 9));
        Assert.Equal(2, _world.Folder.Desired("v"));
        Assert.Equal((1, 1), (_world.Aggregator.Log.Count("Error 2031"), _world.Aggregator.Log.Count("Information 2034")));
    }

    [Fact]
    public async Task A_changed_policy_is_decided_on_without_a_restart_and_a_bad_one_leaves_the_last_good_in_force()
    {
        _world.Folder.WriteManifest("v", "modelID: m, maxReplicas: 10");
        await _world.StartAsync();
        await _world.AgentAsync("p");
        await _world.PlayAsync(2, _ => (0.6, 0));
        Assert.Equal(1, _world.Folder.Desired("v"));
        _world.Folder.WritePolicy("kvCacheThreshold: 0.5\n");
        await _world.PlayAsync(3, _ => (0.6, 0));
        Assert.Equal(2, _world.Folder.Desired("v"));

        _world.Folder.WritePolicy("kvCacheThreshold: none\n");
        await _world.PlayAsync(3, _ => (0.6, 0));
        Assert.Equal(2, _world.Folder.Desired("v"));
        Assert.Equal(1, _world.Aggregator.Log.Count("Error 2020 policy.yaml: kvCacheThreshold: 'none'"));
    }
}
