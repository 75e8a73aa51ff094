using System.Net.Sockets;

namespace Wva.Agent.Tests.Fakes;

/// <summary>The connections that a fake engine has open, and the most there ever were at once.</summary>
internal sealed class OpenConnections
{
    private readonly Lock _lock = new();
    private readonly List<TcpClient> _open = [];

    /// <summary>Connections taken since the start.</summary>
    public int Taken { get; private set; }

    /// <summary>Most connections that were open at once.</summary>
    public int Most { get; private set; }

    /// <summary>Connections open now.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _open.Count;
            }
        }
    }

    public void Add(TcpClient client)
    {
        lock (_lock)
        {
            Taken++;
            _open.Add(client);
            Most = Math.Max(Most, _open.Count(other => !IsLeft(other)));
        }
    }

    public void Remove(TcpClient client)
    {
        lock (_lock)
        {
            _open.Remove(client);
        }
    }

    // The agent had closed it before it opened the next, only nobody here has looked yet.
    private static bool IsLeft(TcpClient client)
    {
        try
        {
            return client.Client.Poll(0, SelectMode.SelectRead) && client.Available == 0;
        }
        catch (ObjectDisposedException)
        {
            return true; // closed here already
        }
    }
}
