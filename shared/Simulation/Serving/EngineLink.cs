using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;

namespace Wva.Simulation.Serving;

/// <summary>The client's end of a connection for requests to a simulated engine. One writer and one reader at a time. The end of the connection is the end of the engine: what was under way is lost.</summary>
public sealed class EngineLink : IDisposable
{
    private readonly Socket _socket;
    private readonly SocketLines _lines;

    private EngineLink(Socket socket)
    {
        _socket = socket;
        _lines = new SocketLines(socket);
    }

    /// <summary>Connects to an engine.</summary>
    /// <param name="port">Its port on loopback.</param>
    /// <param name="stop">Gives up.</param>
    /// <exception cref="SocketException">Nothing answers there, or it is still starting.</exception>
    /// <exception cref="InvalidDataException">What answers is no simulated engine.</exception>
    public static async Task<EngineLink> ConnectAsync(int port, CancellationToken stop)
    {
        var link = new EngineLink(new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true });
        try
        {
            await link._socket.ConnectAsync(IPAddress.Loopback, port, stop);
            await link._lines.WriteAsync($"GET {RequestSession.Path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\nUpgrade: {RequestSession.Protocol}\r\n\r\n", stop);
            await link.ReadHeadAsync(port, stop);
            return link;
        }
        catch
        {
            link.Dispose();
            throw;
        }
    }

    /// <summary>Sends a request.</summary>
    /// <exception cref="SocketException">The engine is gone.</exception>
    public Task SendAsync(RequestLine request, CancellationToken stop) => _lines.WriteAsync(request + "\n", stop);

    /// <summary>Reads answers as they come, until the engine is gone.</summary>
    /// <exception cref="InvalidDataException">The engine says that a line was no request, or says what is no answer.</exception>
    public async IAsyncEnumerable<AnswerLine> ReadAsync([EnumeratorCancellation] CancellationToken stop)
    {
        while (await ReadLineAsync(stop) is { } line)
        {
            yield return Parse(line);
        }
    }

    /// <summary>Leaves: the engine aborts what is under way.</summary>
    public void Dispose() => _socket.Dispose();

    private static AnswerLine Parse(string line)
    {
        try
        {
            return AnswerLine.Parse(line);
        }
        catch (FormatException e)
        {
            throw new InvalidDataException($"a simulated engine answers: {(line.StartsWith(RequestSession.Error, StringComparison.Ordinal) ? line : e.Message)}", e);
        }
    }

    private async Task<string?> ReadLineAsync(CancellationToken stop)
    {
        try
        {
            return await _lines.ReadAsync(stop);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            return null; // killed: its end of the connection was reset; or we have left
        }
    }

    private async Task ReadHeadAsync(int port, CancellationToken stop)
    {
        var status = await _lines.ReadAsync(stop) ?? throw new SocketException((int)SocketError.ConnectionReset);
        if (!status.StartsWith("HTTP/1.1 101 ", StringComparison.Ordinal))
        {
            throw new InvalidDataException($"port {port}: found '{status}'; expected a simulated engine's 'HTTP/1.1 101'");
        }

        while (await _lines.ReadAsync(stop) is { Length: > 0 })
        {
            // Headers say nothing further.
        }
    }
}
