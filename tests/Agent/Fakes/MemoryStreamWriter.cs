using Grpc.Core;
using Wva.Contracts;

namespace Wva.Agent.Tests.Fakes;

/// <summary>The request half of a call without a network: hands over each message, and holds writes up as long as it is told to.</summary>
/// <param name="take">Called with each message when its write is over.</param>
/// <param name="begin">Called when a write begins.</param>
internal sealed class MemoryStreamWriter(Action<ReadOnlyMemory<byte>> take, Action? begin = null) : IClientStreamWriter<Frame>
{
    private TaskCompletionSource? _held;

    /// <summary>From now on a write is not over before <see cref="Release"/>.</summary>
    public bool Holds { get; private set; }

    /// <summary>True while a write is held up.</summary>
    public bool IsWriting => _held is { Task.IsCompleted: false };

    public WriteOptions? WriteOptions { get; set; }

    public void Hold() => Holds = true;

    public void Release()
    {
        Holds = false;
        _held?.TrySetResult();
    }

    /// <summary>The stream is broken: what was held up never arrived.</summary>
    public void Break() => _held?.TrySetException(new RpcException(new Status(StatusCode.Unavailable, "broken")));

    public async Task WriteAsync(Frame message)
    {
        begin?.Invoke();
        if (Holds)
        {
            _held = new TaskCompletionSource();
            await _held.Task;
        }

        // Not before: what is written into the frame while its write waits is what goes out.
        take(message.Memory.ToArray());
    }

    public Task WriteAsync(Frame message, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return WriteAsync(message);
    }

    public Task CompleteAsync() => Task.CompletedTask;
}
