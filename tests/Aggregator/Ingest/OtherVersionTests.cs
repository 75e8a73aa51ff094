using System.Buffers;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Wva.Aggregator.Ingest;
using Wva.Aggregator.Tests.Fakes;
using Wva.Contracts;
using Wva.Testing;

namespace Wva.Aggregator.Tests.Ingest;

/// <summary>Agents of other versions over a real stream, as the bytes that they write.</summary>
public sealed class OtherVersionTests : IAsyncDisposable
{
    private readonly World _world = new();

    [Theory]
    [InlineData("agent.hex", 0)]
    [InlineData("newer-agent.hex", 2)]
    [InlineData("older-agent.hex", 0)]
    public async Task An_agent_of_another_version_is_served_and_what_is_not_known_is_passed_over(string file, int unknown)
    {
        await _world.StartAsync();
        var messages = GoldenFrames.Read(file);
        await using var agent = _world.OpenRaw();
        foreach (var (_, bytes) in messages)
        {
            await agent.SendAsync(frame => frame.Write<byte>(bytes));
        }

        Assert.Equal(AggregatorMessageKind.Accepted, (await agent.ReadAsync()).Kind);
        var ingest = _world.Aggregator.Ingest;
        await Until.TrueAsync(() => Enumerable.Range(0, IngestCounters.FrameKinds.Count).Sum(ingest.Frames) == messages.Count);
        Assert.Equal((unknown, 1), (ingest.Frames(4), ingest.OpenStreams));
        Assert.Equal(0, Enumerable.Range(0, IngestCounters.RefusalReasons.Count).Sum(ingest.Refusals));
        var known = Assert.Single(_world.Aggregator.Services.GetRequiredService<FleetGate>().Known());
        Assert.Equal("llama-0", known.Identity.Pod);
    }

    [Fact]
    public async Task An_agent_of_another_protocol_is_told_so_whatever_its_hello_looks_like()
    {
        await _world.StartAsync();
        await using var agent = _world.OpenRaw();
        await agent.SendAsync(frame => frame.Write<byte>(Assert.Single(GoldenFrames.Read("other-protocol-agent.hex")).Bytes));
        var (kind, refused) = await agent.ReadAsync();
        Assert.Equal((AggregatorMessageKind.Refused, RefusalReason.Protocol), (kind, refused?.Reason));
        Assert.Equal(StatusCode.OK, (await agent.EndAsync()).StatusCode);
    }

    public ValueTask DisposeAsync() => _world.DisposeAsync();
}
