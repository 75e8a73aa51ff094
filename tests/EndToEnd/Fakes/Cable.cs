using System.Net;
using System.Net.Sockets;

namespace Wva.EndToEnd.Tests.Fakes;

/// <summary>The network between an agent and an aggregator: carries bytes as they are, and can be cut, which is all that the death of a process shows of it.</summary>
internal sealed class Cable : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _ending = new();
    private readonly Lock _lock = new();
    private readonly Task _accepting;
    private CancellationTokenSource _cut = new();
    private int? _farPort;

    public Cable()
    {
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>Where the agent connects to.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

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
        await _ending.CancelAsync();
        await _accepting;
        _listener.Dispose();
        _ending.Dispose();
        _cut.Dispose();
    }

    private async Task AcceptAsync()
    {
        var relays = new List<Task>();
        try
        {
            while (true)
            {
                relays.Add(RelayAsync(await _listener.AcceptSocketAsync(_ending.Token)));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(relays);
        }
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
