using System.Net;
using System.Net.Sockets;

namespace Wva.Simulation;

/// <summary>Listens on loopback and serves each connection beside the others, until it is disposed; then every connection has been told to stop, and has.</summary>
public sealed class LoopbackServer : IAsyncDisposable
{
    private readonly Func<Socket, CancellationToken, Task> _serve;
    private readonly TcpListener _listener;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _accepting;

    /// <summary>Starts to listen.</summary>
    /// <param name="port">Port on loopback; 0 takes a free one.</param>
    /// <param name="serve">Serves one connection, which it owns, until the client leaves or the token says stop. Never throws.</param>
    /// <exception cref="SocketException">The port is taken.</exception>
    public LoopbackServer(int port, Func<Socket, CancellationToken, Task> serve)
    {
        _serve = serve;
        _listener = new TcpListener(IPAddress.Loopback, port);
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync();
    }

    /// <summary>Port on loopback that clients connect to.</summary>
    public int Port { get; }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_stop.IsCancellationRequested)
        {
            return;
        }

        await _stop.CancelAsync();
#pragma warning disable VSTHRD003 // the loop that the constructor started; there is no synchronisation context to deadlock on
        await _accepting;
#pragma warning restore VSTHRD003
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
            {
                var socket = await _listener.AcceptSocketAsync(_stop.Token);
                connections.RemoveAll(static connection => connection.IsCompleted);
                connections.Add(_serve(socket, _stop.Token));
            }
        }
        catch (OperationCanceledException)
        {
            // Disposed: what is open ends by the same token.
        }

        await Task.WhenAll(connections);
    }
}
