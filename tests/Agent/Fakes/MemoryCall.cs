using Grpc.Core;
using Wva.Contracts;

namespace Wva.Agent.Tests.Fakes;

/// <summary>A call without a network, whose status comes when the test says, or never.</summary>
internal sealed class MemoryCall : CallInvoker, IAsyncStreamReader<Frame>
{
    private readonly TaskCompletionSource<bool> _status = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public MemoryStreamWriter Requests { get; } = new(static _ => { });

    public Frame Current => throw new InvalidOperationException("no message comes");

    /// <summary>The call ends.</summary>
    public void End(StatusCode status) => _status.SetException(new RpcException(new Status(status, "as the test says")));

    public async Task<bool> MoveNext(CancellationToken cancellationToken)
    {
        await using var cancelled = cancellationToken.Register(() => _status.TrySetException(new RpcException(Status.DefaultCancelled)));
        return await _status.Task;
    }

    public override AsyncDuplexStreamingCall<TRequest, TResponse> AsyncDuplexStreamingCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options) => new(
        (IClientStreamWriter<TRequest>)(object)Requests,
        (IAsyncStreamReader<TResponse>)(object)this,
        Task.FromResult(Metadata.Empty),
        static () => Status.DefaultSuccess,
        static () => Metadata.Empty,
        static () => { });

    public override TResponse BlockingUnaryCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request) => throw new NotSupportedException();

    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request) => throw new NotSupportedException();

    public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request) => throw new NotSupportedException();

    public override AsyncClientStreamingCall<TRequest, TResponse> AsyncClientStreamingCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options) => throw new NotSupportedException();
}
