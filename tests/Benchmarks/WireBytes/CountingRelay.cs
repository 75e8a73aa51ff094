using System.Net;
using System.Net.Sockets;
using Wva.Simulation;

namespace Wva.Benchmarks.WireBytes;

/// <summary>A TCP relay on loopback that counts what passes: the payload of TCP, so TLS records and whatever is in them, without the headers of TCP and IP.</summary>
internal sealed class CountingRelay : IAsyncDisposable
{
    private const int BufferBytes = 64 * 1024;

    private readonly LoopbackServer _server;
    private readonly IPEndPoint _target;
    private long _sent;
    private long _received;
    private int _connections;

    /// <summary>Starts to listen.</summary>
    /// <param name="targetPort">Port on loopback that connections are passed on to.</param>
    public CountingRelay(int targetPort)
    {
        _target = new IPEndPoint(IPAddress.Loopback, targetPort);
        _server = new LoopbackServer(0, RelayAsync);
    }

    /// <summary>Port on loopback that clients connect to.</summary>
    public int Port => _server.Port;

    /// <summary>Bytes from clients to the target.</summary>
    public long Sent => Volatile.Read(ref _sent);

    /// <summary>Bytes from the target to clients.</summary>
    public long Received => Volatile.Read(ref _received);

    /// <summary>Connections made so far.</summary>
    public int Connections => Volatile.Read(ref _connections);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task RelayAsync(Socket client, CancellationToken stop)
    {
        Interlocked.Increment(ref _connections);
        using var target = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        using var nearEnd = client;
        nearEnd.NoDelay = true;
        try
        {
            await target.ConnectAsync(_target, stop);
            await Task.WhenAll(
                PumpAsync(nearEnd, target, bytes => Interlocked.Add(ref _sent, bytes), stop),
                PumpAsync(target, nearEnd, bytes => Interlocked.Add(ref _received, bytes), stop));
        }
        catch (Exception error) when (error is SocketException or OperationCanceledException)
        {
            // One end is gone, or nobody listens: both sockets are closed, and each end sees it.
        }
    }

    private static async Task PumpAsync(Socket from, Socket to, Action<int> count, CancellationToken stop)
    {
        var buffer = new byte[BufferBytes];
        while (await from.ReceiveAsync(buffer, stop) is > 0 and var length)
        {
            count(length);
            for (var sent = 0; sent < length;)
            {
                sent += await to.SendAsync(buffer.AsMemory(sent, length - sent), stop);
            }
        }

        to.Shutdown(SocketShutdown.Send);
    }
}
