using Wva.Aggregator.Tests.Fakes;
using Wva.Kubernetes.Resources;
using Wva.Testing;

namespace Wva.Aggregator.Tests.Store;

/// <summary>A file that is bad when the aggregator starts has no last good one to stay in force: what was published stands all the same.</summary>
public sealed class BadFilesAtStartTests : IAsyncDisposable
{
    private const int WindowSeconds = 20;

    private readonly World _world = new();
    private readonly TargetPlayer _player = new("v") { CreateDelay = TimeSpan.Zero, StartUp = TimeSpan.Zero };

    private DateTimeOffset _at = World.Noon;

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task A_bad_policy_lets_nothing_fall_says_what_stands_in_its_place_and_once_mended_the_window_begins()
    {
        await StartUnderLoadAsync();
        await _world.KillAsync(TimeSpan.FromSeconds(3));
        _world.Folder.WritePolicy("scaleInStabilizationSeconds: soon\n");
        await _world.StartAsync();
        await ConnectAsync();
        await PlayAsync(135, 0.05); // longer than the default window
        Assert.Equal(3, _world.Folder.Desired("v"));
        var ready = _world.Folder.Status("v")!.FindCondition(ConditionTypes.Ready)!;
        Assert.Equal((ConditionStatus.False, ConditionReasons.InvalidConfiguration), (ready.Status, ready.Reason));
        Assert.StartsWith("policy.yaml: scaleInStabilizationSeconds: 'soon'", ready.Message, StringComparison.Ordinal);
        Assert.EndsWith("no good one was read since the start: defaults stand for it, and nothing is scaled in", ready.Message, StringComparison.Ordinal);
        Assert.Equal(1, _world.Aggregator.Log.Count("Error 2020 policy.yaml"));

        WritePolicy();
        await PlayAsync(WindowSeconds - 3, 0.05);
        Assert.Equal(3, _world.Folder.Desired("v"));
        await PlayAsync(15, 0.05);
        Assert.Equal(1, _world.Folder.Desired("v"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_variant_whose_manifest_was_bad_takes_up_again_where_it_was_published(bool withStateFile)
    {
        await StartUnderLoadAsync();
        await _world.KillAsync(TimeSpan.FromSeconds(3));
        _at = _world.Time.GetUtcNow() + TimeSpan.FromMinutes(1);
        _player.ScaleTo(1, _at - TimeSpan.FromMinutes(1));
        _world.Folder.WriteTarget("v", _player.At(_at));
        _world.Folder.WriteManifest("v", "modelID: m, maxReplicas: many");
        if (!withStateFile)
        {
            File.Delete(_world.Folder.PathOf(".wva-state.json"));
        }

        await _world.StartAsync();
        await PlayAsync(70, null); // the state is written once a minute
        Assert.Equal(1, _world.Aggregator.Log.Count("Error 2020 v.yaml"));
        Assert.Equal(0, _world.Aggregator.Log.Count("stays in force"));

        _world.Folder.WriteManifest("v", "modelID: m, maxReplicas: 10");
        await ConnectAsync();
        await PlayAsync(5, 0.05);
        Assert.Equal(3, _world.Folder.Desired("v"));
    }

    private async Task StartUnderLoadAsync()
    {
        _world.Folder.WriteManifest("v", "modelID: m, maxReplicas: 10");
        WritePolicy();
        _player.ScaleTo(3, World.Noon);
        _world.Folder.WriteTarget("v", _player.At(World.Noon));
        await _world.StartAsync();
        await ConnectAsync();
        await PlayAsync(5, 0.6);
        Assert.Equal(3, _world.Folder.Desired("v"));
    }

    private void WritePolicy() => _world.Folder.WritePolicy($"scaleInStabilizationSeconds: {WindowSeconds}\n");

    private async Task ConnectAsync()
    {
        foreach (var pod in _player.At(_at).Pods)
        {
            await _world.AgentAsync(pod.Name, pod.Uid);
        }
    }

    private Task PlayAsync(int seconds, double? kv) => _world.PlayAsync(seconds, _ => kv is { } known ? (known, 0) : null);
}
