using System.Collections.Immutable;
using Wva.Aggregator.Tests.Fakes;
using Wva.Kubernetes.Resources;
using Wva.Scaling.Inputs;
using Wva.Testing;

namespace Wva.Aggregator.Tests.Cycle;

/// <summary>Killed and started again over the same folder: nothing is scaled in by it, and scaling in works again afterwards.</summary>
public sealed class RestartTests : IAsyncDisposable
{
    private const int WindowSeconds = 30;

    private readonly World _world = new();
    private readonly TargetPlayer _player = new("v") { CreateDelay = TimeSpan.Zero, StartUp = TimeSpan.Zero };

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Theory]
    [InlineData(1)]
    [InlineData(45)]
    [InlineData(3600)]
    public async Task Killed_and_restarted_under_load_it_scales_nothing_in_and_later_it_does(int awaySeconds)
    {
        await StartUnderLoadAsync();
        await _world.KillAsync(TimeSpan.FromSeconds(awaySeconds));
        await _world.StartAsync();
        await PlayAsync(5, null);
        Assert.Equal(3, _world.Folder.Desired("v"));
        await ConnectAsync();
        for (var i = 0; i < 2 * WindowSeconds; i++)
        {
            await PlayAsync(1, 0.6);
            Assert.Equal(3, _world.Folder.Desired("v"));
        }

        await PlayAsync(WindowSeconds + 12, 0.05);
        Assert.Equal(1, _world.Folder.Desired("v"));
    }

    [Fact]
    public async Task Without_its_state_file_the_published_value_stands_and_nothing_is_scaled_in_before_a_whole_window()
    {
        await StartUnderLoadAsync();
        await _world.KillAsync(TimeSpan.FromSeconds(5));
        File.Delete(_world.Folder.PathOf(".wva-state.json"));
        await _world.StartAsync();
        await ConnectAsync();
        await PlayAsync(WindowSeconds - 3, 0.05);
        Assert.Equal(3, _world.Folder.Desired("v"));
        await PlayAsync(15, 0.05);
        Assert.Equal(1, _world.Folder.Desired("v"));
    }

    [Fact]
    public async Task A_state_file_that_cannot_be_read_is_named_in_one_line_and_the_published_value_stands()
    {
        await StartUnderLoadAsync();
        await _world.KillAsync(TimeSpan.FromSeconds(5));
        _world.Folder.Write(".wva-state.json", "{\"version\": 1, \"learned\": 7}");
        await _world.StartAsync();
        await PlayAsync(5, null);
        Assert.Equal(1, _world.Aggregator.Log.Count("Error 2027"));
        Assert.Equal(3, _world.Folder.Desired("v"));
    }

    [Fact]
    public async Task Conditions_keep_the_time_of_their_last_transition_and_the_status_is_not_touched_by_a_restart()
    {
        await StartUnderLoadAsync();
        var before = _world.Folder.Status("v")!;
        await _world.KillAsync(TimeSpan.FromSeconds(5));
        await _world.StartAsync();
        await PlayAsync(3, null);
        await ConnectAsync();
        await PlayAsync(40, 0.6);
        var after = _world.Folder.Status("v")!;
        Assert.Equal(before.Conditions.Select(condition => (condition.Type, condition.LastTransitionTime)), after.Conditions.Select(condition => (condition.Type, condition.LastTransitionTime)));
        Assert.Equal(before.LastDecision, after.LastDecision);
        Assert.Equal(before.ObservedGeneration, after.ObservedGeneration);
    }

    [Fact]
    public async Task A_raised_value_is_kept_in_the_state_file_before_it_is_published()
    {
        await StartUnderLoadAsync();
        var state = File.GetLastWriteTimeUtc(_world.Folder.PathOf(".wva-state.json"));
        _world.Folder.WriteManifest("v", "modelID: m, maxReplicas: 20");
        await PlayAsync(3, 0.95);
        Assert.InRange(_world.Folder.Desired("v") ?? 0, 4, 20);
        Assert.InRange(File.GetLastWriteTimeUtc(_world.Folder.PathOf(".wva-state.json")), state.AddTicks(1), File.GetLastWriteTimeUtc(_world.Folder.PathOf("v.status.yaml")));
    }

    private async Task StartUnderLoadAsync()
    {
        _world.Folder.WriteManifest("v", "modelID: m, maxReplicas: 10");
        _world.Folder.WritePolicy($"scaleInStabilizationSeconds: {WindowSeconds}\n");
        _player.ScaleTo(3, World.Noon);
        _world.Folder.WriteTarget("v", _player.At(World.Noon));
        await _world.StartAsync();
        await ConnectAsync();
        await PlayAsync(5, 0.6);
        Assert.Equal(3, _world.Folder.Desired("v"));
        Assert.Equal(ConditionStatus.True, _world.Folder.Status("v")!.FindCondition(ConditionTypes.Ready)!.Status);
    }

    private async Task ConnectAsync()
    {
        foreach (var pod in Pods())
        {
            await _world.AgentAsync(pod.Name, pod.Uid);
        }
    }

    private Task PlayAsync(int seconds, double? kv) => _world.PlayAsync(seconds, _ => kv is { } known ? (known, 0) : null);

    private ImmutableArray<TargetPod> Pods() => _player.At(World.Noon).Pods;
}
