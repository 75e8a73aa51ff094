using System.Buffers;
using Grpc.Core;
using Wva.Aggregator.Ingest;
using Wva.Aggregator.Tests.Fakes;
using Wva.Contracts;

namespace Wva.Aggregator.Tests.Ingest;

/// <summary>What the serving end does with agents that keep to the wire, and with those that do not.</summary>
public sealed class StreamTests : IAsyncDisposable
{
    private readonly World _world = new();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task Another_protocol_is_refused_with_a_reason_and_a_wait_and_the_stream_ends_well()
    {
        await _world.StartAsync();
        await using var agent = _world.OpenRaw();
        await agent.SendAsync(frame => AgentMessages.WriteHello(frame, FakeAgent.Hello("p", protocol: 99)));
        var (kind, refused) = await agent.ReadAsync();
        Assert.Equal(AggregatorMessageKind.Refused, kind);
        Assert.Equal((RefusalReason.Protocol, SampleIngest.RetryAfter), (refused!.Reason, refused.RetryAfter));
        Assert.Contains("99", refused.Detail, StringComparison.Ordinal);
        Assert.Equal(StatusCode.OK, (await agent.EndAsync()).StatusCode);
    }

    [Fact]
    public async Task An_agent_that_does_not_say_which_pod_it_speaks_of_is_refused()
    {
        await _world.StartAsync();
        await using var agent = _world.OpenRaw();
        await agent.SendAsync(frame => AgentMessages.WriteHello(frame, FakeAgent.Hello("p") with { PodUid = "" }));
        Assert.Equal(RefusalReason.Identity, (await agent.ReadAsync()).Refused?.Reason);
    }

    [Fact]
    public async Task A_stream_begins_with_hello_and_has_only_one()
    {
        await _world.StartAsync();
        await using var early = _world.OpenRaw();
        await early.SendAsync(frame => AgentMessages.WriteHeartbeat(frame, new Heartbeat(1, 0)));
        var end = await early.EndAsync();
        Assert.Equal(StatusCode.InvalidArgument, end.StatusCode);
        Assert.Contains("begins with Hello", end.Detail, StringComparison.Ordinal);

        var twice = await _world.AgentAsync("p");
        await twice.SendAsync(frame => AgentMessages.WriteHello(frame, FakeAgent.Hello("p")));
        Assert.Equal(StatusCode.InvalidArgument, (await twice.EndAsync()).StatusCode);
    }

    [Fact]
    public async Task Silence_instead_of_hello_ends_the_stream_after_its_deadline()
    {
        await _world.StartAsync();
        await using var agent = _world.OpenRaw();
        var end = agent.EndAsync();
        await _world.UntilAsync(() => end.IsCompleted);
        Assert.Equal(StatusCode.DeadlineExceeded, (await end).StatusCode);
    }

    [Fact]
    public async Task A_malformed_frame_ends_the_stream_with_what_and_where_in_its_status_and_in_the_log()
    {
        await _world.StartAsync();
        var agent = await _world.AgentAsync("p");
        await agent.SendAsync(frame => frame.Write<byte>([0x93, 0x02, 0xC1]));
        var end = await agent.EndAsync();
        Assert.Equal(StatusCode.InvalidArgument, end.StatusCode);
        Assert.NotEmpty(end.Detail);
        await Until.TrueAsync(() => _world.Aggregator.Log.Count("2012 ns/p: stream refused: " + end.Detail) == 1);
        Assert.Equal(1, _world.Aggregator.Ingest.Refusals((int)StreamRefusal.Malformed));
    }

    [Fact]
    public async Task More_messages_than_the_wire_allows_end_the_stream_with_resource_exhausted()
    {
        await _world.StartAsync();
        var agent = await _world.AgentAsync("p");
        for (var i = 0; i <= 2 * AgentSession.Burst; i++)
        {
            try
            {
                await agent.SendAsync(frame => AgentMessages.WriteHeartbeat(frame, new Heartbeat(i, 0)));
            }
            catch (RpcException)
            {
                break; // the end came while this one was under way
            }
        }

        Assert.Equal(StatusCode.ResourceExhausted, (await agent.EndAsync()).StatusCode);
    }

    [Fact]
    public async Task A_longer_message_than_the_wire_allows_ends_the_stream_with_resource_exhausted()
    {
        await _world.StartAsync();
        var agent = await _world.AgentAsync("p");
        Assert.Equal(StatusCode.ResourceExhausted, await agent.SendRawAsync(new byte[Wire.MaxMessageBytes + 1]));
    }

    [Fact]
    public async Task Of_two_streams_for_one_pod_the_older_is_ended_with_aborted_and_the_quarrel_is_told_once()
    {
        await _world.StartAsync();
        var first = await _world.AgentAsync("p");
        var second = await _world.AgentAsync("p");
        var end = await first.EndAsync().WaitAsync(TimeSpan.FromSeconds(20), TimeProvider.System, TestContext.Current.CancellationToken);
        Assert.Equal((StatusCode.Aborted, "another stream speaks for pod UID uid-p"), (end.StatusCode, end.Detail));
        await _world.AgentAsync("p");
        Assert.Equal(StatusCode.Aborted, (await second.EndAsync().WaitAsync(TimeSpan.FromSeconds(20), TimeProvider.System, TestContext.Current.CancellationToken)).StatusCode);
        Assert.Equal(1, _world.Aggregator.Log.Count("Warning 2013 ns/p"));
        await Until.TrueAsync(() => _world.Aggregator.Ingest.OpenStreams == 1);
        Assert.Equal(2, _world.Aggregator.Ingest.Refusals((int)StreamRefusal.Replaced));
        await first.DisposeAsync();
        await second.DisposeAsync();
    }

    [Fact]
    public async Task A_message_of_a_later_protocol_is_passed_over()
    {
        await _world.StartAsync();
        _world.Folder.WriteManifest("v");
        var agent = await _world.AgentAsync("p");
        await agent.SendAsync(frame => frame.Write<byte>([0x92, 0x2A, 0x01]));
        await _world.PlayAsync(1, _ => (0.3, 0));
        Assert.Equal(1, _world.Aggregator.Ingest.Frames(4));
    }

    [Fact]
    public async Task When_the_aggregator_stops_its_streams_end_with_ok_so_that_agents_come_back_at_once()
    {
        await _world.StartAsync();
        var agent = await _world.AgentAsync("p");
        await Until.TrueAsync(() => _world.Aggregator.Ingest.OpenStreams == 1);
        var stopping = _world.Aggregator.StopAsync();
        Assert.Equal(Status.DefaultSuccess, await agent.EndAsync());
        await stopping;
    }
}
