using Grpc.Core;
using Wva.Contracts;

namespace Wva.Agent.Tests.Fakes;

/// <summary>All streams that an aggregator has been opened, in order.</summary>
internal sealed class FakeStreams : IDisposable
{
    private readonly Lock _lock = new();
    private readonly List<FakeStream> _streams = [];
    private readonly CancellationTokenSource _ended = new();

    /// <summary>What a stream does before it reads: its number (from 0), and where to write.</summary>
    public Func<int, FakeStream, Task> OnOpen { get; set; } = (_, stream) => stream.AcceptAsync();

    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _streams.Count;
            }
        }
    }

    public FakeStream this[int index]
    {
        get
        {
            lock (_lock)
            {
                return _streams[index];
            }
        }
    }

    public FakeStream? Last
    {
        get
        {
            lock (_lock)
            {
                return _streams.Count == 0 ? null : _streams[^1];
            }
        }
    }

    public async Task ServeAsync(IAsyncStreamReader<Frame> requests, IServerStreamWriter<Frame> responses, ServerCallContext context)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, _ended.Token);
        var stream = new FakeStream(responses, context.RequestHeaders.GetValue("authorization"));
        int index;
        lock (_lock)
        {
            index = _streams.Count;
            _streams.Add(stream);
        }

        try
        {
            await OnOpen(index, stream);
            await stream.ReadAsync(requests, either.Token);
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException)
        {
            // The agent went away, or the test is over.
        }
        finally
        {
            stream.HasEnded = true;
        }
    }

    public void End() => _ended.Cancel();

    public void Dispose() => _ended.Dispose();
}
