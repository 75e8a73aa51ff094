using Microsoft.Extensions.DependencyInjection;
using Wva.Agent.Scrape;
using Wva.Agent.Tests.Fakes;
using Wva.Testing;

namespace Wva.Agent.Tests.Stream;

/// <summary>Aggregators of other versions over a real stream, as the bytes that they write.</summary>
public sealed class OtherVersionTests : IAsyncDisposable
{
    private readonly AgentWorld _world = new();

    [Theory]
    [InlineData("newer-aggregator.hex", 0.1, "Unspecified: later", 20)]
    [InlineData("older-aggregator.hex", 0.25, "Overloaded", 0.5)]
    public async Task An_aggregator_of_another_version_is_obeyed_and_what_is_not_known_is_passed_over(string file, double fastSeconds, string refusal, double waitSeconds)
    {
        _world.ServeCounting();
        var messages = GoldenFrames.Read(file);
        await using var aggregator = await _world.AggregatorAsync();
        aggregator.Streams.OnOpen = async (index, stream) =>
        {
            foreach (var (_, bytes) in messages.Where(message => message.Name != "refused"))
            {
                await stream.SendRawAsync(bytes);
            }
        };
        await using var agent = await _world.AgentAsync(aggregator);
        await agent.UntilAsync(() => aggregator.Streams.Last?.Samples > 3, "samples, after all that was said");
        Assert.Equal((1, 1), (agent.Log.Count(1020), agent.Log.Count(1025)));
        Assert.Equal(
            new Cadence(TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(fastSeconds)),
            agent.Services.GetRequiredService<CadenceRequests>().InForce);
        await _world.SettleAsync(agent, aggregator);

        await aggregator.Streams[0].SendRawAsync(messages[^1].Bytes);
        await Pump.UntilAsync(() => agent.Log.Count(1022) == 1, "the refusal");
        var refused = agent.Time.GetTimestamp();
        await agent.UntilAsync(() => aggregator.Streams.Count == 2, "the next try");
        Assert.True(agent.Time.GetElapsedTime(refused) >= TimeSpan.FromSeconds(waitSeconds));
        Assert.Contains(agent.Log.Texts, line => line.Contains($": {refusal}; next try in", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_aggregator_of_another_protocol_is_named_once_and_tried_slowly()
    {
        var refused = Assert.Single(GoldenFrames.Read("other-protocol-aggregator.hex")).Bytes;
        await using var aggregator = await _world.AggregatorAsync();
        aggregator.Streams.OnOpen = (_, stream) => stream.SendRawAsync(refused);
        await using var agent = await _world.AgentAsync(aggregator);
        await agent.UntilAsync(() => aggregator.Streams.Count == 3, "three tries", TimeSpan.FromSeconds(1));
        Assert.True(agent.Elapsed >= TimeSpan.FromMinutes(2), $"{agent.Elapsed} for two waits of a minute");
        Assert.Equal(1, agent.Log.Count(1023));
    }

    public ValueTask DisposeAsync() => _world.DisposeAsync();
}
