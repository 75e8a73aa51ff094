using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Wva.Telemetry.Exposition;

namespace Wva.Simulation.Serving;

/// <summary>One client of a simulated engine: HTTP/1.1 for <c>/metrics</c> and <c>/health</c>, kept alive; or, once it asked for it, lines of requests and answers.</summary>
internal sealed class EngineConnection(Socket socket, EngineCore core) : IDisposable
{
    private readonly SocketLines _lines = new(socket);

    /// <summary>Serves until the client leaves or the token says stop. Never throws.</summary>
    public async Task ServeAsync(CancellationToken stop)
    {
        socket.NoDelay = true;
        try
        {
            while (await _lines.ReadHeadAsync(stop) is { } head && await AnswerAsync(head, stop))
            {
                // The next request on the same connection.
            }
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException)
        {
            // The client left, or the engine stops: nobody is there to be told.
        }
    }

    public void Dispose() => socket.Dispose();

    private async Task<bool> AnswerAsync(string head, CancellationToken stop)
    {
        if (!core.IsReady)
        {
            // A real one does not listen yet. Not reset before the request is there: some clients take a reset that early for a fault of their own.
            socket.LingerState = new LingerOption(enable: true, seconds: 0);
            return false;
        }

        switch (head.Split(' '))
        {
            case ["GET", "/metrics", "HTTP/1.1" or "HTTP/1.0"]:
                await SendAsync("200 OK", ExpositionWriter.ContentType, core.ReadPage(), stop);
                return true;
            case ["GET", "/health", "HTTP/1.1" or "HTTP/1.0"]:
                await SendAsync("200 OK", "text/plain", [], stop);
                return true;
            case ["GET", RequestSession.Path, "HTTP/1.1"]:
                await _lines.WriteAsync($"HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: {RequestSession.Protocol}\r\n\r\n", stop);
                await RequestSession.RunAsync(_lines, core, stop);
                return false;
            case ["GET", LoadSession.Path, "HTTP/1.1"]:
                await _lines.WriteAsync($"HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: {LoadSession.Protocol}\r\n\r\n", stop);
                await LoadSession.RunAsync(_lines, core, core.Time, stop);
                return false;
            case ["GET", _, "HTTP/1.1" or "HTTP/1.0"]:
                await SendAsync("404 Not Found", "text/plain", "there are /metrics, /health, /requests and /load\n"u8.ToArray(), stop);
                return true;
            case [_, _, "HTTP/1.1" or "HTTP/1.0"]:
                await SendAsync("405 Method Not Allowed", "text/plain", "only GET is answered\n"u8.ToArray(), stop);
                return false;
            default:
                await SendAsync("400 Bad Request", "text/plain", "no request of HTTP/1.1\n"u8.ToArray(), stop);
                return false;
        }
    }

    private async Task SendAsync(string status, string contentType, byte[] body, CancellationToken stop)
    {
        var head = string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 {status}\r\nContent-Type: {contentType}\r\nContent-Length: {body.Length}\r\n\r\n");
        await _lines.WriteAsync(Encoding.ASCII.GetBytes(head), stop);
        await _lines.WriteAsync(body, stop);
    }
}
