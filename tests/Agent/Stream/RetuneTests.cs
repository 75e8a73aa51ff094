using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Wva.Agent.Scrape;
using Wva.Agent.Tests.Fakes;

namespace Wva.Agent.Tests.Stream;

/// <summary>What becomes of the cadence that aggregators ask for.</summary>
public sealed class RetuneTests : IAsyncDisposable
{
    private readonly AgentWorld _world = new();

    [Theory]
    [InlineData(1, 1, 0.05, 0.05)]
    [InlineData(0, 0, 0.05, 0.05)]
    [InlineData(500, 100, 0.5, 0.1)]
    [InlineData(500, null, 0.5, 0.25)]
    [InlineData(86_400_000, 86_400_000, 60, 60)]
    public async Task A_request_is_brought_within_the_bounds_of_the_options(int sampleMilliseconds, int? fastMilliseconds, double sample, double fast)
    {
        await using var aggregator = await _world.AggregatorAsync();
        await using var agent = await _world.AgentAsync(aggregator);
        await agent.UntilAsync(() => aggregator.Streams.Last?.Samples > 0, "a sample");
        await aggregator.Streams[0].RetuneAsync(Milliseconds(sampleMilliseconds), fastMilliseconds is { } given ? Milliseconds(given) : null);
        await Pump.UntilAsync(() => agent.Log.Count(1025) == 1, "the request");
        Assert.Equal(new Cadence(TimeSpan.FromSeconds(sample), TimeSpan.FromSeconds(fast)), InForce(agent));
    }

    [Fact]
    public async Task Of_two_requests_the_faster_wins_for_each_period_and_each_lapses_with_its_stream()
    {
        await using var one = await _world.AggregatorAsync();
        await using var other = await _world.AggregatorAsync();
        await using var agent = await _world.AgentAsync(one, options => options.Aggregators = [one.Address, other.Address]);
        await agent.UntilAsync(() => one.Streams.Last?.Samples > 0 && other.Streams.Last?.Samples > 0, "both streams");
        await one.Streams[0].RetuneAsync(Milliseconds(400), Milliseconds(300));
        await other.Streams[0].RetuneAsync(Milliseconds(900), Milliseconds(100));
        await Pump.UntilAsync(() => InForce(agent) == new Cadence(Milliseconds(400), Milliseconds(100)), "the faster of both");
        one.Streams[0].EndWithOk();
        await Pump.UntilAsync(() => InForce(agent) == new Cadence(Milliseconds(900), Milliseconds(100)), "the one that is left");
        other.Streams[0].Fail(StatusCode.Unavailable);
        await Pump.UntilAsync(() => InForce(agent) == new Cadence(Milliseconds(1000), Milliseconds(250)), "the options");
    }

    [Fact]
    public async Task A_slower_request_of_one_aggregator_starves_no_other_that_asks_for_nothing()
    {
        await using var slow = await _world.AggregatorAsync();
        await using var content = await _world.AggregatorAsync();
        await using var agent = await _world.AgentAsync(slow, options => options.Aggregators = [slow.Address, content.Address]);
        await agent.UntilAsync(() => slow.Streams.Last?.Samples > 0 && content.Streams.Last?.Samples > 0, "both streams");
        await slow.Streams[0].RetuneAsync(Milliseconds(60_000), Milliseconds(30_000));
        await Pump.UntilAsync(() => agent.Log.Count(1025) == 1, "the request");
        Assert.Equal(new Cadence(Milliseconds(1000), Milliseconds(250)), InForce(agent));
        content.Streams[0].Fail(StatusCode.Unavailable);
        await Pump.UntilAsync(() => InForce(agent) == new Cadence(Milliseconds(60_000), Milliseconds(30_000)), "the one request that is left");
    }

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    private static TimeSpan Milliseconds(int milliseconds) => TimeSpan.FromMilliseconds(milliseconds);

    private static Cadence InForce(RunningAgent agent) => agent.Services.GetRequiredService<CadenceRequests>().InForce;
}
