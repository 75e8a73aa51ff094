using System.Security.Cryptography.X509Certificates;
using Wva.Agent.Options;
using Wva.Agent.Tests.Fakes;
using Wva.Contracts;
using Wva.Testing;

namespace Wva.Agent.Tests.Gpus;

/// <summary>GPUs as an aggregator sees them, over real HTTP, TLS and gRPC.</summary>
public sealed class GpuStreamTests : IAsyncDisposable
{
    private readonly TestCertificates _certificates = new();
    private readonly X509Certificate2 _certificate;
    private readonly ScriptedEngine _engine = new();
    private readonly ScriptedEngine _exporter = new();

    public GpuStreamTests()
    {
        _certificate = _certificates.Issue("127.0.0.1");
        _engine.Serve(VllmPage.With());
    }

    [Fact]
    public async Task The_pods_gpus_travel_with_the_engines_numbers_and_the_exporter_is_asked_every_5_s_at_most()
    {
        _exporter.Serve(DcgmPage.With());
        await using var aggregator = await FakeAggregator.StartAsync(_certificate);
        await using var agent = await StartAsync(aggregator);
        var started = agent.Time.GetTimestamp();
        await agent.UntilAsync(() => Gpu(aggregator, GpuField.Utilisation) == (FieldState.Value, 0.97), "the GPU");
        Assert.Equal(("GPU-a", "pod"), aggregator.Streams[0].Look(sample => (sample.Gpus[0].Uuid, sample.Gpus[0].Attribution)));
        _exporter.Serve(DcgmPage.With(utilisation: 12));
        await agent.UntilAsync(() => Gpu(aggregator, GpuField.Utilisation) == (FieldState.Value, 0.12), "the next reading");
        await agent.UntilAsync(() => _exporter.Requests >= 4, "four readings");
        Assert.True(agent.Time.GetElapsedTime(started) >= TimeSpan.FromSeconds(15), "four readings are three rests");
        Assert.True(_engine.Requests > _exporter.Requests, "the engine is read in its own cadence");
    }

    [Fact]
    public async Task An_exporter_that_hangs_delays_no_reading_of_the_engine()
    {
        _exporter.Answer = (_, _, cancellation) => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellation);
        await using var aggregator = await FakeAggregator.StartAsync(_certificate);
        await using var agent = await StartAsync(aggregator);
        await agent.UntilAsync(() => _exporter.Requests == 1, "the question");
        var asked = _engine.Requests;
        await agent.UntilAsync(() => _engine.Requests >= asked + 5, "five readings of the engine");
        Assert.Equal(1, _exporter.Requests);
        await agent.UntilAsync(() => agent.Log.Count(1041) == 1, "the exporter's deadline");
    }

    [Fact]
    public async Task An_exporter_that_dies_leaves_stale_rows_and_then_none_while_the_engine_goes_on()
    {
        _exporter.Serve(DcgmPage.With());
        await using var aggregator = await FakeAggregator.StartAsync(_certificate);
        await using var agent = await StartAsync(aggregator, options => options.SamplePeriod = TimeSpan.FromSeconds(5));
        await agent.UntilAsync(() => Gpu(aggregator, GpuField.Utilisation) == (FieldState.Value, 0.97), "the GPU");
        await _exporter.DisposeAsync();
        await agent.UntilAsync(() => Gpu(aggregator, GpuField.Utilisation) == (FieldState.Stale, 0.97), "the stale GPU");
        Assert.Equal(FieldState.Value, aggregator.Streams[0].Look(sample => sample.Rows[0].State(RowField.Running)));
        agent.Time.Advance(TimeSpan.FromMinutes(5));
        await agent.UntilAsync(() => aggregator.Streams.Last!.Look(sample => sample.Gpus.Count == 0 && sample.Rows is [var row] && row.State(RowField.Running) == FieldState.Value), "an engine without GPUs");
        Assert.InRange(agent.Log.Count(1041), 1, 2); // once a cause: an answer that broke off may come before the refused connections
    }

    public async ValueTask DisposeAsync()
    {
        await _engine.DisposeAsync();
        await _exporter.DisposeAsync();
        _certificate.Dispose();
        _certificates.Dispose();
    }

    private static (FieldState State, double Value)? Gpu(FakeAggregator aggregator, GpuField field) =>
        aggregator.Streams.Last?.Look(sample => sample.Gpus.Count == 0 ? ((FieldState, double)?)null : (sample.Gpus[0].State(field), sample.Gpus[0].Value(field)));

    private Task<RunningAgent> StartAsync(FakeAggregator aggregator, Action<AgentOptions>? set = null) => RunningAgent.StartAsync(options =>
    {
        options.Aggregators = [new AggregatorAddress("127.0.0.1", aggregator.Port, null)];
        options.AggregatorCaFile = _certificates.CaFile;
        options.EngineUrls = [_engine.Url];
        options.DcgmUrl = _exporter.Url;
        set?.Invoke(options);
    });
}
