using Wva.Aggregator.Store;
using Wva.Aggregator.Tests.Fakes;
using Wva.Kubernetes.Resources;
using Wva.Testing;

namespace Wva.Aggregator.Tests.Cycle;

/// <summary>Two aggregators over one folder, one of which decides, and what becomes of its work when it is killed.</summary>
public sealed class HandOverTests : IAsyncDisposable
{
    private const int WindowSeconds = 30;
    private const double Loaded = 0.6; // 3 x 0.6 / 0.7 asks for 3 replicas
    private const double Full = 0.95; // and this for 5
    private const double Light = 0.05; // and this for 1
    private const string Decided = "wva_desired_replicas{";

    private readonly Members _members = new();
    private readonly TargetPlayer _player = new("v") { CreateDelay = TimeSpan.Zero, StartUp = TimeSpan.Zero };
    private readonly List<string> _pods = [];

    public ValueTask DisposeAsync() => _members.DisposeAsync();

    [Fact]
    public async Task One_decides_and_exports_it_and_both_are_ready_and_show_the_fleet_and_what_is_published()
    {
        var (first, second) = await StartAsync();
        Assert.Equal((true, false), (first.Leads, second.Leads));
        var leading = await _members.PageAsync(first, page => page.Contains("wva_leader{} 1\n", StringComparison.Ordinal) && page.Contains(Decided, StringComparison.Ordinal));
        var following = await _members.PageAsync(second, page => page.Contains("wva_leader{} 0\n", StringComparison.Ordinal) && page.Contains("wva_fleet_pods{", StringComparison.Ordinal));
        Assert.All((string[])["wva_desired_replicas", "wva_current_replicas", "wva_desired_ratio", "wva_decided_variants"], name =>
        {
            Assert.Contains(name + "{", leading, StringComparison.Ordinal);
            Assert.DoesNotContain(name, following, StringComparison.Ordinal);
        });
        Assert.Contains("state=\"serving\",variant_name=\"v\"} 3\n", following, StringComparison.Ordinal);
        Assert.Contains("wva_signal_newest_age_seconds{", following, StringComparison.Ordinal);
        Assert.Equal("ok\n", await _members.GetAsync(second, "/readyz"));
        Assert.Equal(3, Assert.Single(second.Aggregator.Published.Variants).Desired);
        Assert.Equal(0, second.Aggregator.Cycles.Succeeded);
    }

    [Fact]
    public async Task Once_the_one_that_decided_is_killed_the_other_decides_on_what_it_has_heard_itself_and_scales_nothing_in()
    {
        var (first, second) = await StartAsync();
        await KillAsync(first, second);
        await _members.PlayAsync(2 * WindowSeconds, Loaded, () => Assert.Equal(3, _members.Folder.Desired("v")));
        await _members.PlayAsync(2, Full);
        Assert.Equal((3, 5), Last());
        await _members.PageAsync(second, page => page.Contains("wva_leader{} 1\n", StringComparison.Ordinal) && page.Contains(Decided, StringComparison.Ordinal));
        Assert.Equal(1, second.Aggregator.Log.Count("Information 2040 second decides"));
    }

    [Fact]
    public async Task A_load_step_is_decided_on_with_the_first_samples_after_the_hand_over()
    {
        var (first, second) = await StartAsync();
        await KillAsync(first, second);
        await _members.PlayAsync(1, Full);
        await _members.UntilAsync(() => _members.Folder.Desired("v") == 5);
        Assert.InRange((_members.Folder.Status("v")!.LastDecision!.Time - World.Noon).TotalSeconds, 0, 12);
    }

    [Fact]
    public async Task A_load_that_fell_just_before_is_scaled_in_a_window_after_the_hand_over_and_no_sooner()
    {
        var (first, second) = await StartAsync();
        await _members.PlayAsync(WindowSeconds - 5, Light);
        await KillAsync(first, second);
        await _members.PlayAsync(WindowSeconds - 2, Light, () => Assert.Equal(3, _members.Folder.Desired("v")));
        await _members.PlayAsync(12, Light);
        Assert.Equal((3, 1), Last());
    }

    [Fact]
    public async Task A_grant_survives_the_hand_over()
    {
        var (first, second) = await StartAsync();
        await _members.PlayAsync(2, Full);
        Assert.Equal(5, _members.Folder.Desired("v"));
        await KillAsync(first, second);

        // Two granted replicas are no pods yet: they are neither asked for again nor taken back.
        await _members.PlayAsync(5, Full, () => Assert.Equal(5, _members.Folder.Desired("v")));
        await _members.PlayAsync(WindowSeconds + 15, Light, () => Assert.Equal(5, _members.Folder.Desired("v")));
    }

    [Fact]
    public async Task What_is_learned_of_a_variants_capacity_survives_the_hand_over_and_goes_into_the_first_decision()
    {
        var (first, second) = await StartAsync("analyzers: [{name: saturation}]\n");
        var learned = first.Aggregator.Published.Page.Outcome!.Learned.Capacities;
        Assert.Equal(16_000, Assert.Single(learned).Value.KvTokens);
        await KillAsync(first, second);
        await _members.UntilAsync(() => second.Aggregator.Published.Page.Outcome is not null);
        var before = Assert.Single(second.Aggregator.Published.Page.Outcome!.Scenario.Learned.Capacities);
        Assert.Equal((Assert.Single(learned).Key, 16_000.0, 1), (before.Key, before.Value.KvTokens, before.Value.Ranks));
    }

    [Fact]
    public async Task Conditions_and_the_last_decision_are_taken_over_untouched()
    {
        var (first, second) = await StartAsync();
        var before = _members.Folder.Status("v")!;
        await KillAsync(first, second);
        await _members.PlayAsync(40, Loaded);
        var after = _members.Folder.Status("v")!;
        Assert.Equal(before.Conditions.Select(condition => (condition.Type, condition.Status, condition.LastTransitionTime)), after.Conditions.Select(condition => (condition.Type, condition.Status, condition.LastTransitionTime)));
        Assert.Equal(before.LastDecision, after.LastDecision);
        Assert.Equal(before.ObservedGeneration, after.ObservedGeneration);
    }

    [Fact]
    public async Task Whoever_finds_that_another_one_decides_writes_and_exports_nothing_more()
    {
        var (first, _) = await StartAsync();
        await _members.PageAsync(first, page => page.Contains(Decided, StringComparison.Ordinal));

        // Somebody removes the locked file, and a third one locks the next.
        File.Delete(_members.Folder.PathOf(DirectoryLock.FileName));
        using var held = DirectoryLock.TryTake(_members.Folder.Directory);
        await new LeaderFile(_members.Folder.Directory).WriteAsync(new Leader("third", 7, World.Noon), TestContext.Current.CancellationToken);
        var state = await File.ReadAllTextAsync(_members.Folder.PathOf(DirectoryStore.StateFileName), TestContext.Current.CancellationToken);
        await _members.PlayAsync(3, Full);
        Assert.Equal(3, _members.Folder.Desired("v"));
        Assert.Equal(state, await File.ReadAllTextAsync(_members.Folder.PathOf(DirectoryStore.StateFileName), TestContext.Current.CancellationToken));
        Assert.Equal((1, 0), (first.Aggregator.Log.Count("Warning 2042 first decides no longer: third took over"), first.Aggregator.Log.Count("Error")));
        await _members.PageAsync(first, page => page.Contains("wva_leader{} 0\n", StringComparison.Ordinal) && !page.Contains(Decided, StringComparison.Ordinal));
    }

    private async Task<(Member First, Member Second)> StartAsync(string policy = "")
    {
        _members.Folder.WriteManifest("v", "modelID: m, maxReplicas: 10");
        _members.Folder.WritePolicy($"{policy}scaleInStabilizationSeconds: {WindowSeconds}\n");
        _player.ScaleTo(3, World.Noon);
        _members.Folder.WriteTarget("v", _player.At(World.Noon));
        _pods.AddRange(_player.At(World.Noon).Pods.Select(pod => pod.Name));
        var first = await _members.StartAsync("first", _pods);
        var second = await _members.StartAsync("second", _pods);
        await _members.PlayAsync(5, Loaded);
        await _members.UntilAsync(() => second.Aggregator.Published.Variants is [{ Desired: 3 }]);
        return (first, second);
    }

    private async Task KillAsync(Member first, Member second)
    {
        await first.KillAsync();
        await _members.UntilAsync(() => second.Leads && second.Aggregator.Cycles.Succeeded > 0);
    }

    private (int? From, int To) Last() => (_members.Folder.Status("v")!.LastDecision!.From, _members.Folder.Status("v")!.LastDecision!.To);
}
