using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;

namespace Wva.Agent.Health;

/// <summary>
/// Serves the agent's own pages: GET only, one request a connection, few connections at once, little of anything read, nothing waited for long.
/// A bare listener, because HttpListener hears IPv4 only and costs 1 MiB, and Kestrel doubles the agent.
/// </summary>
internal sealed class HealthServer : IDisposable
{
    private const int MaxConnections = 8;

    private static readonly TimeSpan AcceptPause = TimeSpan.FromMilliseconds(100);

    private readonly OwnPages _pages;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly SemaphoreSlim _free = new(MaxConnections);
    private readonly TcpListener? _listener;

    /// <summary>A server that does not listen yet, or never will where there is nowhere to.</summary>
    public HealthServer(IPEndPoint? listen, OwnPages pages, TimeProvider time, ILogger<HealthServer> logger)
    {
        (_pages, _time, _logger) = (pages, time, logger);
        _listener = listen is null ? null : Listener(listen);
    }

    /// <summary>Where it listens, the port it was given where 0 was asked for; null where it does not.</summary>
    public IPEndPoint? EndPoint => (IPEndPoint?)_listener?.LocalEndpoint;

    /// <summary>Listens from now on; requests wait until <see cref="RunAsync"/>.</summary>
    /// <exception cref="SocketException">The address is not to be had.</exception>
    public void Start() => _listener?.Start();

    /// <summary>Serves until told to stop.</summary>
    /// <exception cref="OperationCanceledException">Told to stop.</exception>
    public async Task RunAsync(CancellationToken stopping)
    {
        if (_listener is null)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, _time, stopping);
            return;
        }

        AgentLog.HealthServed(_logger, EndPoint!);
        while (true)
        {
            await _free.WaitAsync(stopping);
            Socket connection;
            try
            {
                connection = await _listener.AcceptSocketAsync(stopping);
            }
            catch (SocketException)
            {
                // A caller that was gone before it was taken in is none of our trouble. Out of descriptors, the next try fails at once too: not without a pause.
                _free.Release();
                await Task.Delay(AcceptPause, _time, stopping);
                continue;
            }

            _ = ServeAsync(connection, stopping);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _listener?.Dispose();
        _free.Dispose();
    }

    private static TcpListener Listener(IPEndPoint listen)
    {
        if (!listen.Address.Equals(IPAddress.IPv6Any))
        {
            return new TcpListener(listen);
        }

        if (!Socket.OSSupportsIPv6)
        {
            return new TcpListener(IPAddress.Any, listen.Port);
        }

        var every = new TcpListener(listen);
        every.Server.DualMode = true;
        return every;
    }

    private async Task ServeAsync(Socket socket, CancellationToken stopping)
    {
        try
        {
            using var connection = new HealthConnection(socket, _time);
            await connection.ServeAsync(_pages, stopping);
        }
        catch (Exception exception) when (exception is SocketException or IOException or OperationCanceledException)
        {
            // A caller that goes away or is too slow gets nothing.
        }
        finally
        {
            Release();
        }
    }

    private void Release()
    {
        try
        {
            _free.Release();
        }
        catch (ObjectDisposedException)
        {
            // The process ends.
        }
    }
}
