using System.Buffers;
using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Wva.Agent.Health;

/// <summary>One connection to the agent's own pages: one request, one answer, closed.</summary>
internal sealed class HealthConnection(Socket socket, TimeProvider time) : IDisposable
{
    /// <summary>Longest head of a request, bytes.</summary>
    public const int MaxHeadBytes = 4096;

    /// <summary>Longest time for request and answer together.</summary>
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(5);

    /// <summary>Reads the request's head and answers it.</summary>
    /// <exception cref="SocketException">The caller went away.</exception>
    /// <exception cref="OperationCanceledException">The caller was too slow.</exception>
    public async Task ServeAsync(OwnPages pages, CancellationToken stopping)
    {
        using var deadline = new CancellationTokenSource(Deadline, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stopping, deadline.Token);
        var head = new byte[MaxHeadBytes];
        var length = await ReadHeadAsync(head, either.Token);
        var page = length < 0 ? OwnPage.Text(431, "the head of the request is too long") : Answer(pages, head.AsSpan(0, length));
        await SendAsync(page, either.Token);

        // Unread bytes would make closing a reset, which can take the answer with it.
        socket.Shutdown(SocketShutdown.Send);
        while (await socket.ReceiveAsync(head, either.Token) > 0)
        {
        }
    }

    /// <inheritdoc/>
    public void Dispose() => socket.Dispose();

    /// <summary>Reads up to the empty line.</summary>
    /// <returns>Bytes read; -1 where there is no empty line within the bound.</returns>
    private async Task<int> ReadHeadAsync(byte[] head, CancellationToken cancellation)
    {
        var length = 0;
        while (length < head.Length)
        {
            var read = await socket.ReceiveAsync(head.AsMemory(length), cancellation);
            length += read;
            if (read == 0 || head.AsSpan(0, length).IndexOf("\r\n\r\n"u8) >= 0)
            {
                return length;
            }
        }

        return -1;
    }

    private static OwnPage Answer(OwnPages pages, ReadOnlySpan<byte> head)
    {
        var end = head.IndexOf("\r\n"u8);
        if (end < 0 || head.IndexOf("\r\n\r\n"u8) < 0)
        {
            return OwnPage.Text(400, "that is no HTTP request");
        }

        Span<Range> parts = stackalloc Range[4];
        var line = Encoding.ASCII.GetString(head[..end]);
        if (line.AsSpan().Split(parts, ' ') != 3 || !line.AsSpan(parts[2]).StartsWith("HTTP/1."))
        {
            return OwnPage.Text(400, "that is no HTTP request");
        }

        return line[parts[0]] == "GET" ? pages.Get(line[parts[1]].Split('?')[0]) : OwnPage.Text(405, "only GET is served");
    }

    private async Task SendAsync(OwnPage page, CancellationToken cancellation)
    {
        var answer = new ArrayBufferWriter<byte>(page.Body.Length + 256);
        var allow = page.Status == 405 ? "Allow: GET\r\n" : "";
        Encoding.ASCII.GetBytes(
            string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 {page.Status} {page.Reason}\r\nContent-Type: {page.ContentType}\r\nContent-Length: {page.Body.Length}\r\n{allow}Connection: close\r\n\r\n"),
            answer);
        answer.Write(page.Body.Span);
        for (var rest = answer.WrittenMemory; rest.Length > 0;)
        {
            rest = rest[await socket.SendAsync(rest, cancellation)..];
        }
    }
}
