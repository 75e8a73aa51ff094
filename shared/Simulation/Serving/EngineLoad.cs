using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using Wva.Simulation.Engines;

namespace Wva.Simulation.Serving;

/// <summary>The gauges of a simulated engine's page as they change, within 10 ms.</summary>
public static class EngineLoad
{
    /// <summary>Reads them until the engine is gone.</summary>
    /// <param name="port">Its port on loopback.</param>
    /// <param name="stop">Leaves.</param>
    /// <exception cref="SocketException">Nothing answers there, or not any more.</exception>
    public static async IAsyncEnumerable<EngineGauges> ReadAsync(int port, [EnumeratorCancellation] CancellationToken stop)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, port, stop);
        var lines = new SocketLines(socket);
        await lines.WriteAsync($"GET {LoadSession.Path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\nUpgrade: {LoadSession.Protocol}\r\n\r\n", stop);
        while ((await lines.ReadAsync(stop) ?? throw new SocketException((int)SocketError.ConnectionReset)).Length > 0)
        {
            // The head of the answer; an engine that is killed within it is gone like any other.
        }

        while (await lines.ReadAsync(stop) is { } line)
        {
            yield return LoadSession.Parse(line);
        }
    }
}
