using Wva.Agent.Tests.Fakes;
using Wva.EndToEnd.Tests.Fakes;
using Wva.Testing;

namespace Wva.EndToEnd.Tests;

/// <summary>kill -9 under load, and a start a while later: the aggregator over the same folder, the agent of the same pod.</summary>
public sealed class RestartTests : IAsyncDisposable
{
    private const double Loaded = 0.65; // 2 x 0.65 / (0.80 - 0.10) asks for 2 replicas
    private const double HalfLoaded = 0.30; // and this for one

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Unheld = TimeSpan.FromSeconds(10 - 2); // 10 s of unheld cycles come before it; a step or two of them while the last agent came back
    private static readonly TimeSpan Budget = Window + TimeSpan.FromSeconds(10);

    private readonly LiveSystem _system = new();
    private readonly ScriptedEngine _engine = new();
    private readonly TargetPlayer _target = new(LiveSystem.Variant) { CreateDelay = TimeSpan.Zero, StartUp = TimeSpan.Zero };
    private double _kvCacheUsage = Loaded;
    private int _finished;

    public RestartTests() => _engine.Answer = (_, stream, _) => ScriptedEngine.WriteAsync(
        stream, 200, "text/plain", System.Text.Encoding.UTF8.GetBytes(VllmPage.With(running: 4, waiting: 0, _kvCacheUsage, Interlocked.Increment(ref _finished))));

    public async ValueTask DisposeAsync()
    {
        await _system.DisposeAsync();
        await _engine.DisposeAsync();
    }

    [Theory]
    [InlineData(Killed.Aggregator)]
    [InlineData(Killed.Agent)]
    [InlineData(Killed.Both)]
    public async Task Under_load_nothing_is_scaled_in_and_once_the_load_has_halved_scaling_in_works_again(Killed killed)
    {
        await StartAsync();
        await KillAndRestartAsync(killed, gone: 5);
        await PlayAsync(Window + Window, AllAreFresh);

        _kvCacheUsage = HalfLoaded;
        Assert.InRange(await PlayUntilAsync(replicas: 1, Budget), Window - Second, Budget);
    }

    [Theory]
    [InlineData(Killed.Aggregator)]
    [InlineData(Killed.Agent)]
    [InlineData(Killed.Both)]
    public async Task A_load_that_halved_just_before_is_scaled_in_soon_after_all_are_back_and_not_while_they_are_away(Killed killed)
    {
        await StartAsync();
        _kvCacheUsage = HalfLoaded;
        await PlayAsync(Second, AllAreFresh);
        await KillAndRestartAsync(killed, gone: 40);
        Assert.InRange(await PlayUntilAsync(replicas: 1, Budget), Unheld, Budget);
    }

    [Fact]
    public async Task A_restarted_aggregator_decides_to_scale_out_as_soon_as_an_agent_is_back()
    {
        await StartAsync();
        await KillAndRestartAsync(Killed.Aggregator, gone: 5);
        _kvCacheUsage = 0.95;
        await PlayUntilAsync(replicas: 3, 3 * Second);
    }

    private async Task StartAsync()
    {
        _system.Folder.WriteManifest(LiveSystem.Variant, "modelID: demo, maxReplicas: 10");
        _system.Folder.WritePolicy("scaleInStabilizationSeconds: 30\n");
        _target.ScaleTo(2, _system.Clocks.Now);
        _system.Folder.WriteTarget(LiveSystem.Variant, _target.At(_system.Clocks.Now));
        await _system.StartAggregatorAsync();
        await _system.StartAgentAsync("v-0", _engine.Url);
        await _system.StartAgentAsync("v-1", _engine.Url);
        await _system.ConnectAsync();
        await PlayUntilAsync(replicas: 2, 3 * Second);
        await PlayAsync(Budget, AllAreFresh);
    }

    private async Task KillAndRestartAsync(Killed killed, int gone)
    {
        if (killed.HasFlag(Killed.Aggregator))
        {
            _system.KillAggregator();
        }

        if (killed.HasFlag(Killed.Agent))
        {
            _system.KillAgent("v-1");
        }

        await PlayAsync(gone * Second);
        if (killed.HasFlag(Killed.Aggregator))
        {
            await _system.StartAggregatorAsync();
        }

        if (killed.HasFlag(Killed.Agent))
        {
            await _system.StartAgentAsync("v-1", _engine.Url);
        }

        await ComeBackAsync();
    }

    /// <summary>Plays until every agent has its stream again and a page of each has come.</summary>
    private async Task ComeBackAsync()
    {
        await _system.ConnectAsync();
        await _system.StepAsync(Second, AllAreFresh);
        AssertNothingWasDecided();
    }

    // Each page differs from the one before, so each is sent.
    private bool AllAreFresh() => _system.Snapshot().Replicas is [{ Stale: false, AgeSeconds: < 0.5 }, { Stale: false, AgeSeconds: < 0.5 }];

    // The first publication still is the last, so there was nothing in between either.
    private void AssertNothingWasDecided()
    {
        var last = _system.Folder.Status(LiveSystem.Variant)!.LastDecision!;
        Assert.Equal((null, 2), (last.From, last.To));
    }

    private async Task PlayAsync(TimeSpan length, Func<bool>? eachStep = null)
    {
        for (var end = _system.Clocks.Now + length; _system.Clocks.Now < end;)
        {
            await _system.StepAsync(Second, eachStep);
            AssertNothingWasDecided();
        }
    }

    private Task<TimeSpan> PlayUntilAsync(int replicas, TimeSpan atMost) =>
        _system.PlayUntilAsync(Second, atMost, () => _system.Desired == replicas, AllAreFresh);
}
