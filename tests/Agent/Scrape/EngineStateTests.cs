using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Wva.Agent.Options;
using Wva.Agent.Tests.Fakes;
using Wva.Testing;

namespace Wva.Agent.Tests.Scrape;

/// <summary>What the agent makes of its engine's states, seen from an aggregator.</summary>
public sealed class EngineStateTests : IAsyncDisposable
{
    private readonly TestCertificates _certificates = new();
    private readonly X509Certificate2 _certificate;
    private readonly ScriptedEngine _engine = new();

    public EngineStateTests()
    {
        _certificate = _certificates.Issue("127.0.0.1");
    }

    [Fact]
    public async Task The_usual_ports_are_tried_until_one_answers_as_an_engine()
    {
        await using var proxy = new ScriptedEngine();
        proxy.Serve("go_goroutines 7\n");
        _engine.Serve(VllmPage.With());
        await using var aggregator = await FakeAggregator.StartAsync(_certificate);
        await using var agent = await StartAsync(aggregator, options => options.EngineUrls = [proxy.Url, _engine.Url]);
        await agent.UntilAsync(() => aggregator.Streams.Last?.Engine is not null, "the engine");
        Assert.Contains(agent.Log.Texts, line => line.StartsWith($"1011 engine found at {_engine.Url}: vllm ", StringComparison.Ordinal));
        await agent.UntilAsync(() => _engine.Requests > 5, "more scrapes");
        Assert.Equal(1, proxy.Requests);
    }

    [Fact]
    public async Task An_engine_that_has_requests_and_moves_no_counter_for_10_s_is_stalled_until_one_moves()
    {
        _engine.Serve(VllmPage.With(running: 1, finished: 10));
        await using var aggregator = await FakeAggregator.StartAsync(_certificate);
        await using var agent = await StartAsync(aggregator);
        await agent.UntilAsync(() => aggregator.Streams.Last?.Look(sample => sample.Stalled) == true, "the stall");
        Assert.True(agent.Time.GetElapsedTime(0) >= TimeSpan.FromSeconds(10));
        Assert.Equal(1, agent.Log.Count(1015));
        _engine.Serve(VllmPage.With(running: 1, finished: 11));
        await agent.UntilAsync(() => aggregator.Streams[0].Look(sample => !sample.Stalled), "movement");
        Assert.Equal(1, agent.Log.Count(1016));
    }

    [Fact]
    public async Task An_address_for_own_pages_that_is_taken_ends_the_start()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        await using var aggregator = await FakeAggregator.StartAsync(_certificate);
        await Assert.ThrowsAsync<SocketException>(() => StartAsync(aggregator, options => options.Listen = (IPEndPoint)other.LocalEndpoint));
    }

    public async ValueTask DisposeAsync()
    {
        await _engine.DisposeAsync();
        _certificate.Dispose();
        _certificates.Dispose();
    }

    private Task<RunningAgent> StartAsync(FakeAggregator aggregator, Action<AgentOptions>? set = null) => RunningAgent.StartAsync(options =>
    {
        options.Aggregators = [new AggregatorAddress("127.0.0.1", aggregator.Port, null)];
        options.AggregatorCaFile = _certificates.CaFile;
        options.EngineUrls = [_engine.Url];
        set?.Invoke(options);
    });
}
