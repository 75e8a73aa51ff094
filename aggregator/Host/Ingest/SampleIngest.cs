using Grpc.Core;
using Wva.Contracts;
using Wva.Fleet;

namespace Wva.Aggregator.Ingest;

/// <summary>The serving end of the wire: one call a stream, from Hello to its end.</summary>
internal sealed class SampleIngest(
    FleetGate fleet,
    IngestCounters counters,
    TimeProvider time,
    StreamDrain drain,
    ILogger<SampleIngest> log) : SamplesService
{
    /// <summary>A stream that has not said Hello by then is ended.</summary>
    public static readonly TimeSpan HelloDeadline = TimeSpan.FromSeconds(10);

    /// <summary>A refused agent need not come back sooner: it would be refused again.</summary>
    public static readonly TimeSpan RetryAfter = TimeSpan.FromMinutes(1);

    private readonly PodClaims _claims = new(); // of all streams: this service is one object

    /// <inheritdoc/>
    public override async Task Report(IAsyncStreamReader<Frame> requestStream, IServerStreamWriter<Frame> responseStream, ServerCallContext context)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, drain.Ending);
        try
        {
            if (await GreetAsync(requestStream, context.Peer, ending.Token) is not { } hello || await RefuseAsync(hello, responseStream))
            {
                return;
            }

            await ServeAsync(hello, requestStream, responseStream, ending, context.CancellationToken);
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // The agent is gone, or this process is about to be: returning ends the stream with OK, and the agent comes back elsewhere.
        }
    }

    private async Task<Hello?> GreetAsync(IAsyncStreamReader<Frame> incoming, string peer, CancellationToken ending)
    {
        using var deadline = new CancellationTokenSource(HelloDeadline, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ending, deadline.Token);
        try
        {
            if (!await incoming.MoveNext(either.Token))
            {
                return null;
            }
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested && !ending.IsCancellationRequested)
        {
            throw Ended(peer, new StreamEnd(StreamRefusal.Late, StatusCode.DeadlineExceeded, $"no Hello within {HelloDeadline.TotalSeconds:0} s"));
        }

        var frame = incoming.Current;
        try
        {
            var kind = AgentMessages.ReadKind(frame.Memory);
            counters.CountFrame(kind, frame.Length);
            return kind == AgentMessageKind.Hello
                ? AgentMessages.ReadHello(frame.Memory)
                : throw Ended(peer, AgentSession.Malformed($"the first message is of kind {(int)kind}; a stream begins with Hello ({(int)AgentMessageKind.Hello})"));
        }
        catch (WireException error)
        {
            throw Ended(peer, AgentSession.Malformed(error.Message));
        }
        finally
        {
            FramePool.Return(frame);
        }
    }

    private async Task<bool> RefuseAsync(Hello hello, IServerStreamWriter<Frame> outgoing)
    {
        var (refusal, reason, detail) = hello switch
        {
            { Protocol: not Wire.Protocol } => (StreamRefusal.Protocol, RefusalReason.Protocol, $"protocol {hello.Protocol} is not spoken here; this aggregator speaks {Wire.Protocol}"),
            { PodNamespace: "" } or { PodName: "" } or { PodUid: "" } => (StreamRefusal.Identity, RefusalReason.Identity, "podNamespace, podName and podUid must all be given"),
            _ => default,
        };
        if (detail is null)
        {
            return false;
        }

        counters.CountRefusal(refusal);
        AggregatorLog.StreamRefused(log, $"{hello.PodNamespace}/{hello.PodName}", detail);
        await WriteAsync(outgoing, frame => AggregatorMessages.WriteRefused(frame, reason, detail, RetryAfter));
        return true;
    }

    private async Task ServeAsync(Hello hello, IAsyncStreamReader<Frame> incoming, IServerStreamWriter<Frame> outgoing, CancellationTokenSource ending, CancellationToken gone)
    {
        var pod = $"{hello.PodNamespace}/{hello.PodName}";
        var session = new AgentSession(fleet.Open(new ReplicaIdentity(hello.PodNamespace, hello.PodName, hello.PodUid, hello.Node)), fleet, counters, time);
        counters.StreamOpened();
        AggregatorLog.StreamOpened(log, pod, hello.AgentVersion);
        var (claim, isFirstConflict) = _claims.Take(hello.PodUid, ending);
        if (isFirstConflict)
        {
            AggregatorLog.StreamReplaced(log, pod, hello.PodUid);
        }

        try
        {
            await WriteAsync(outgoing, AggregatorMessages.WriteAccepted);
            while (await incoming.MoveNext(ending.Token))
            {
                var frame = incoming.Current;
                var end = session.Receive(frame.Memory);
                FramePool.Return(frame);
                if (end is not null)
                {
                    throw Ended(pod, end);
                }
            }
        }
        catch (OperationCanceledException) when (claim.IsReplaced && !gone.IsCancellationRequested && !drain.Ending.IsCancellationRequested)
        {
            // Not in the log a second time: agents of one pod may take it from each other for ever.
            counters.CountRefusal(StreamRefusal.Replaced);
            throw new RpcException(new Status(StatusCode.Aborted, $"another stream speaks for pod UID {hello.PodUid}"));
        }
        finally
        {
            _claims.Release(claim);
            session.Close();
            counters.StreamClosed();
            AggregatorLog.StreamClosed(log, pod);
        }
    }

    private RpcException Ended(string who, StreamEnd end)
    {
        counters.CountRefusal(end.Refusal);
        AggregatorLog.StreamRefused(log, who, end.Detail);
        return new RpcException(new Status(end.Code, end.Detail));
    }

    private static async Task WriteAsync(IServerStreamWriter<Frame> outgoing, Action<Frame> write)
    {
        var frame = FramePool.Rent();
        try
        {
            write(frame);
            await outgoing.WriteAsync(frame);
        }
        finally
        {
            FramePool.Return(frame);
        }
    }
}
