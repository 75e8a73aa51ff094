using System.Buffers;
using Grpc.Core;
using Wva.Contracts;

namespace Wva.Agent.Tests.Fakes;

/// <summary>One stream as the aggregator sees it.</summary>
internal sealed class FakeStream(IServerStreamWriter<Frame> responses, string? authorization = null)
{
    private readonly Lock _lock = new();
    private readonly List<AgentMessageKind> _kinds = [];
    private readonly Sample _state = new();
    private readonly TaskCompletionSource _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<Received> _received = [];
    private TaskCompletionSource? _pause;
    private long _bytes;

    public bool HasEnded { get; set; }

    /// <summary>Metadata of that name with which the call came; null where it had none.</summary>
    public string? Authorization { get; } = authorization;

    /// <summary>Bytes of all messages so far.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>Every sample so far, as the state stood after it.</summary>
    public IReadOnlyList<Received> Received
    {
        get
        {
            lock (_lock)
            {
                return [.. _received];
            }
        }
    }

    public Hello? Hello { get; private set; }

    public EngineDescription? Engine { get; private set; }

    public Heartbeat? Heartbeat { get; private set; }

    /// <summary>Kinds of all messages so far.</summary>
    public IReadOnlyList<AgentMessageKind> Kinds
    {
        get
        {
            lock (_lock)
            {
                return [.. _kinds];
            }
        }
    }

    public int Samples => Kinds.Count(kind => kind == AgentMessageKind.Sample);

    /// <summary>Looks at the sample as it stands.</summary>
    public T Look<T>(Func<Sample, T> look)
    {
        lock (_lock)
        {
            return look(_state);
        }
    }

    /// <summary>The number of the first row's field; null where absent or where there is no row.</summary>
    public double? Known(RowField field) => Look(sample => sample.Rows.Count == 0 ? null : sample.Rows[0].Known(field));

    public Task AcceptAsync() => SendAsync(AggregatorMessages.WriteAccepted);

    public Task RetuneAsync(TimeSpan sample, TimeSpan? fast) => SendAsync(frame => AggregatorMessages.WriteRetune(frame, sample, fast));

    public async Task RefuseAsync(RefusalReason reason, string detail, TimeSpan retryAfter)
    {
        await SendAsync(frame => AggregatorMessages.WriteRefused(frame, reason, detail, retryAfter));
        EndWithOk();
    }

    /// <summary>Ends the stream with OK.</summary>
    public void EndWithOk() => _end.TrySetResult();

    /// <summary>Ends the stream with another status.</summary>
    public void Fail(StatusCode status, string detail = "as the test says") => _end.TrySetException(new RpcException(new Status(status, detail)));

    /// <summary>Says what no writer of today would.</summary>
    public Task SendRawAsync(byte[] message) => SendAsync(frame => BuffersExtensions.Write<byte>(frame, message));

    /// <summary>Reads nothing until <see cref="Resume"/>.</summary>
    public void Pause() => _pause = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Resume() => _pause!.SetResult();

    public async Task ReadAsync(IAsyncStreamReader<Frame> requests, CancellationToken cancellation)
    {
        while (true)
        {
            if (_pause is { } pause)
            {
                await pause.Task.WaitAsync(cancellation);
            }

            var next = requests.MoveNext(cancellation);
            var first = await Task.WhenAny(next, _end.Task);
            if (first == _end.Task || !await next)
            {
                await first;
                return;
            }

            Take(requests.Current);
        }
    }

    private void Take(Frame frame)
    {
        lock (_lock)
        {
            var kind = AgentMessages.ReadKind(frame.Memory);
            switch (kind)
            {
                case AgentMessageKind.Hello:
                    Hello = AgentMessages.ReadHello(frame.Memory);
                    break;
                case AgentMessageKind.Engine:
                    Engine = AgentMessages.ReadEngine(frame.Memory);
                    break;
                case AgentMessageKind.Sample:
                    SampleDecoder.Apply(frame.Memory, _state);
                    _received.Add(new Received(_state.MonotonicMilliseconds, _state.Rows.Count == 0 ? null : _state.Rows[0].Known(RowField.Finished)));
                    break;
                default:
                    Heartbeat = AgentMessages.ReadHeartbeat(frame.Memory);
                    break;
            }

            _kinds.Add(kind);
            _bytes += frame.Length;
        }

        FramePool.Return(frame);
    }

    private async Task SendAsync(Action<Frame> write)
    {
        var frame = FramePool.Rent();
        write(frame);
        await responses.WriteAsync(frame);
        FramePool.Return(frame);
    }
}
