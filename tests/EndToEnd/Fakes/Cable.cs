using System.Net;
using System.Net.Sockets;
using Wva.Simulation;

namespace Wva.EndToEnd.Tests.Fakes;

/// <summary>The network between an agent and an aggregator: carries bytes as they are, and can be cut, which is all that the death of a process shows of it.</summary>
internal sealed class Cable : IAsyncDisposable
{
    private readonly LoopbackServer _server;
    private readonly Lock _lock = new();
    private CancellationTokenSource _cut = new();
    private int? _farPort;

    public Cable() => _server = new LoopbackServer(0, (near, _) => RelayAsync(near));

    /// <summary>Where the agent connects to.</summary>
    public int Port => _server.Port;

    /// <summary>Leads to this port from now on.</summary>
    public void Plug(int farPort)
    {
        lock (_lock)
        {
            _farPort = farPort;
        }
    }

    /// <summary>Breaks what is open; who connects is sent away until it is plugged again.</summary>
    public void Cut()
    {
        lock (_lock)
        {
            _farPort = null;
            _cut.Cancel();
            _cut.Dispose();
            _cut = new CancellationTokenSource();
        }
    }

    public async ValueTask DisposeAsync()
    {
        Cut();
        await _server.DisposeAsync();
        _cut.Dispose();
    }

    private async Task RelayAsync(Socket near)
    {
        using var far = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        near.NoDelay = true;
        near.LingerState = new LingerOption(enable: true, seconds: 0); // closed with a reset
        using var nearStream = new NetworkStream(near, ownsSocket: true);
        var (farPort, cut) = Plugged();
        if (farPort is null)
        {
            return;
        }

        try
        {
            await far.ConnectAsync(IPAddress.Loopback, farPort.Value, cut);
            using var farStream = new NetworkStream(far);
            await await Task.WhenAny(nearStream.CopyToAsync(farStream, cut), farStream.CopyToAsync(nearStream, cut));
        }
        catch (Exception exception) when (exception is IOException or SocketException or OperationCanceledException)
        {
            // Cut, or one side has left: the other sees it too.
        }
    }

    private (int? FarPort, CancellationToken Cut) Plugged()
    {
        lock (_lock)
        {
            return (_farPort, _cut.Token);
        }
    }
}
