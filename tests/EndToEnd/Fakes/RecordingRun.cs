using Wva.Agent.Options;
using Wva.Agent.Tests.Fakes;
using Wva.Simulation.Recordings;
using Wva.Testing;
using Wva.Testing.Pages;

namespace Wva.EndToEnd.Tests.Fakes;

/// <summary>
/// Serves a recording over HTTP at its own pace to a real agent. That reports to two replicas, as it would in a cluster: to the real aggregator, and to one
/// that keeps what arrives as it arrives, so that every field of it can be compared.
/// </summary>
internal sealed class RecordingRun : IAsyncDisposable
{
    public const string Pod = LiveSystem.Variant + "-0";

    /// <summary>Several looks at a page, which stands for a second, so that none of them is passed over.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromMilliseconds(250);

    private readonly SlowSampler _slow = new();
    private RecordedEngine? _engine;
    private RecordingPlayer? _player;
    private FakeAggregator? _replica;
    private PageExpectation _expected = PageExpectation.None;
    private int _expectedIndex = -1;

    public LiveSystem Live { get; } = new();

    /// <summary>The engine as the replica knows it.</summary>
    public Contracts.EngineDescription? Engine => _replica?.Streams.Last?.Engine;

    private int Standing => _player!.IndexAt(_engine!.Elapsed);

    private double StandingSeconds => _engine!.Elapsed.TotalSeconds - _player!.Pages[Standing].AtSeconds;

    /// <summary>Settings of an agent of such a run.</summary>
    public static void Set(AgentOptions options) => (options.SamplePeriod, options.FastPeriod) = (Period, Period);

    /// <summary>When the recording's client sent its requests, seconds, in order.</summary>
    public static double[] SentAt(string recording) =>
        [.. RecordedRequests.Read(FileOf($"{recording}.requests.csv")).Select(request => request.SentSeconds).Order()];

    /// <summary>Plays to the end; gives each page once it has arrived at both replicas.</summary>
    public async IAsyncEnumerable<PageArrival> PlayAsync(string recording)
    {
        await StartAsync(new RecordingPlayer(RecordingReader.ReadAll(FileOf($"{recording}.pages.br"))));
        var shown = -1;
        while (!_engine!.Ended)
        {
            await Live.StepAsync(Period, () => !Missing().Any(), () => $"page {Standing} has arrived: {string.Join("; ", Missing())}");
            if (Standing > shown)
            {
                shown = Standing;
                yield return Look();
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Live.DisposeAsync();
        await (_replica?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_engine?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    private static string FileOf(string name)
    {
        var path = SharedFolder.File($"recordings/{name}");
        Assert.SkipWhen(path is null, "../shared/recordings is missing: it holds pages recorded from a real vLLM, one a second");
        return path!;
    }

    private async Task StartAsync(RecordingPlayer player)
    {
        _player = player;
        Live.Folder.WriteManifest(LiveSystem.Variant, "modelID: demo/llama-tiny");
        await Live.StartAggregatorAsync();
        await Live.ConnectAsync();
        _replica = await FakeAggregator.StartAsync(Live.Certificates.Issue("127.0.0.1"));
        _engine = RecordedEngine.Start(player, Live.Clocks.Start());
        await Live.StartAgentAsync(Pod, _engine.Url, options =>
        {
            Set(options);
            options.Aggregators = [.. options.Aggregators, new AggregatorAddress("127.0.0.1", _replica.Port, null)];
        });
    }

    private PageExpectation Expected()
    {
        if (Standing != _expectedIndex)
        {
            _expectedIndex = Standing;
            _expected = _expected.Next(_player!.Pages[Standing], _slow);
        }

        return _expected;
    }

    private IEnumerable<string> Missing()
    {
        if (Standing < 0)
        {
            return [];
        }

        var expected = Expected();
        return _replica!.Streams.Last is { } stream
            ? stream.Look(sample => expected.DifferencesTo(sample).ToArray()).Concat(expected.DifferencesTo(Rows(), StandingSeconds + 0.001))
            : ["there is no stream"];
    }

    private Scaling.Inputs.ReplicaSnapshot[] Rows() => [.. Live.Snapshot().Replicas.Where(row => row.Pod == Pod)];

    private PageArrival Look() => new(
        _player!.Pages[Standing],
        Live.Snapshot(),
        Rows(),
        Live.RequestsCounted,
        _replica!.Streams.Last!.Look(sample => sample.Error));
}
