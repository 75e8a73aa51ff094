using System.Net;
using System.Net.Sockets;
using Wva.Agent.Tests.Fakes;

namespace Wva.Agent.Tests.Scrape;

/// <summary>What the agent makes of its engine's states, seen from an aggregator.</summary>
public sealed class EngineStateTests : IAsyncDisposable
{
    private readonly AgentWorld _world = new();

    [Fact]
    public async Task The_usual_ports_are_tried_until_one_answers_as_an_engine()
    {
        await using var proxy = new ScriptedEngine();
        proxy.Serve("go_goroutines 7\n");
        _world.Engine.Serve(VllmPage.With());
        await using var aggregator = await _world.AggregatorAsync();
        await using var agent = await _world.AgentAsync(aggregator, options => options.EngineUrls = [proxy.Url, _world.Engine.Url]);
        await agent.UntilAsync(() => aggregator.Streams.Last?.Engine is not null, "the engine");
        Assert.Contains(agent.Log.Texts, line => line.StartsWith($"1011 engine found at {_world.Engine.Url}: vllm ", StringComparison.Ordinal));
        await agent.UntilAsync(() => _world.Engine.Requests > 5, "more scrapes");
        Assert.Equal(1, proxy.Requests);
    }

    [Fact]
    public async Task An_engine_that_has_requests_and_moves_no_counter_for_10_s_is_stalled_until_one_moves()
    {
        _world.Engine.Serve(VllmPage.With(running: 1, finished: 10));
        await using var aggregator = await _world.AggregatorAsync();
        await using var agent = await _world.AgentAsync(aggregator);
        await agent.UntilAsync(() => aggregator.Streams.Last?.Look(sample => sample.Stalled) == true, "the stall");
        Assert.True(agent.Elapsed >= TimeSpan.FromSeconds(10));
        Assert.Equal(1, agent.Log.Count(1015));
        _world.Engine.Serve(VllmPage.With(running: 1, finished: 11));
        await agent.UntilAsync(() => aggregator.Streams[0].Look(sample => !sample.Stalled), "movement");
        Assert.Equal(1, agent.Log.Count(1016));
    }

    [Fact]
    public async Task An_address_for_own_pages_that_is_taken_ends_the_start()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        await using var aggregator = await _world.AggregatorAsync();
        await Assert.ThrowsAsync<SocketException>(() => _world.AgentAsync(aggregator, options => options.Listen = (IPEndPoint)other.LocalEndpoint));
    }

    public ValueTask DisposeAsync() => _world.DisposeAsync();

}
