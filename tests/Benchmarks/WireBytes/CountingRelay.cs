using System.Net;
using System.Net.Sockets;

namespace Wva.Benchmarks.WireBytes;

/// <summary>A TCP relay on loopback that counts what passes: the payload of TCP, so TLS records and whatever is in them, without the headers of TCP and IP.</summary>
internal sealed class CountingRelay : IAsyncDisposable
{
    private const int BufferBytes = 64 * 1024;

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly IPEndPoint _target;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _accepting;
    private long _sent;
    private long _received;
    private int _connections;

    /// <summary>Starts to listen.</summary>
    /// <param name="targetPort">Port on loopback that connections are passed on to.</param>
    public CountingRelay(int targetPort)
    {
        _target = new IPEndPoint(IPAddress.Loopback, targetPort);
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync();
    }

    /// <summary>Port on loopback that clients connect to.</summary>
    public int Port { get; }

    /// <summary>Bytes from clients to the target.</summary>
    public long Sent => Volatile.Read(ref _sent);

    /// <summary>Bytes from the target to clients.</summary>
    public long Received => Volatile.Read(ref _received);

    /// <summary>Connections made so far.</summary>
    public int Connections => Volatile.Read(ref _connections);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
#pragma warning disable VSTHRD003 // the loop that the constructor started; there is no synchronisation context to deadlock on
        await _accepting;
#pragma warning restore VSTHRD003
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var relayed = new List<Task>();
        try
        {
            while (true)
            {
                var client = await _listener.AcceptSocketAsync(_stop.Token);
                Interlocked.Increment(ref _connections);
                relayed.RemoveAll(task => task.IsCompleted);
                relayed.Add(RelayAsync(client));
            }
        }
        catch (OperationCanceledException)
        {
            // Disposed: what is open ends by the same token.
        }

        await Task.WhenAll(relayed);
    }

    private async Task RelayAsync(Socket client)
    {
        using var target = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        using var nearEnd = client;
        nearEnd.NoDelay = true;
        try
        {
            await target.ConnectAsync(_target, _stop.Token);
            await Task.WhenAll(
                PumpAsync(nearEnd, target, bytes => Interlocked.Add(ref _sent, bytes)),
                PumpAsync(target, nearEnd, bytes => Interlocked.Add(ref _received, bytes)));
        }
        catch (Exception error) when (error is SocketException or OperationCanceledException)
        {
            // One end is gone, or nobody listens: both sockets are closed, and each end sees it.
        }
    }

    private async Task PumpAsync(Socket from, Socket to, Action<int> count)
    {
        var buffer = new byte[BufferBytes];
        while (await from.ReceiveAsync(buffer, _stop.Token) is > 0 and var length)
        {
            count(length);
            for (var sent = 0; sent < length;)
            {
                sent += await to.SendAsync(buffer.AsMemory(sent, length - sent), _stop.Token);
            }
        }

        to.Shutdown(SocketShutdown.Send);
    }
}
