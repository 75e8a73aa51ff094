using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Wva.Simulation.Recordings;

/// <summary>One client of a recorded engine: just as much HTTP/1.1 as a scraper speaks, kept alive between requests like a real engine's server does.</summary>
internal sealed class RecordedConnection(Socket socket, Func<RecordedPage?> takePage) : IDisposable
{
    private static readonly byte[] NotFound = Answer(404, "no such path; the page is /metrics\n");
    private static readonly byte[] NotAllowed = Answer(405, "only GET is answered\n");
    private static readonly byte[] BadRequest = Answer(400, "no request of HTTP/1.1\n");

    private readonly SocketLines _lines = new(socket);

    /// <summary>Answers requests until the client leaves, the engine does not answer, or the token says stop. Never throws.</summary>
    public async Task ServeAsync(CancellationToken stop)
    {
        socket.NoDelay = true;
        try
        {
            // A request has no body: whoever sends one gets it read as the next request, and a 400.
            while (await _lines.ReadHeadAsync(stop) is { } line && await AnswerAsync(line, stop))
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

    private static byte[] Answer(int status, string text) => [.. Head(status, text.Length), .. Encoding.ASCII.GetBytes(text)];

    private static byte[] Head(int status, int bodyBytes) => Encoding.ASCII.GetBytes(string.Create(
        CultureInfo.InvariantCulture,
        $"HTTP/1.1 {status} Recorded\r\nContent-Type: text/plain; version=0.0.4; charset=utf-8\r\nContent-Length: {bodyBytes}\r\n\r\n"));

    private async Task<bool> AnswerAsync(string requestLine, CancellationToken stop)
    {
        if (requestLine.Split(' ') is not [var method, var path, "HTTP/1.1" or "HTTP/1.0"])
        {
            await _lines.WriteAsync(BadRequest, stop);
            return false;
        }

        if (!string.Equals(method, "GET", StringComparison.Ordinal))
        {
            await _lines.WriteAsync(NotAllowed, stop);
            return false;
        }

        if (!string.Equals(path, "/metrics", StringComparison.Ordinal))
        {
            await _lines.WriteAsync(NotFound, stop);
            return true;
        }

        if (takePage() is not { } page)
        {
            socket.LingerState = new LingerOption(enable: true, seconds: 0); // closed with a reset, as by a process that is gone
            return false;
        }

        await _lines.WriteAsync(Head(page.Status, page.Body.Length), stop);
        await _lines.WriteAsync(page.Body, stop);
        return true;
    }
}
