using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Wva.Agent.Tests.Fakes;

/// <summary>A real HTTP server on loopback that answers as the test says, down to the last byte.</summary>
internal sealed class ScriptedEngine : IAsyncDisposable
{
    private const byte TlsHandshake = 0x16; // the first byte of a caller that wants TLS

    private readonly OpenConnections _open = new();
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _ending = new();
    private readonly Task _serving;
    private bool _disposed;
    private int _requests;

    public ScriptedEngine()
    {
        _listener.Start();
        _serving = ServeAsync();
    }

    /// <summary>Answers one request: its path, where to write, until when.</summary>
    public Func<string, System.IO.Stream, CancellationToken, Task> Answer { get; set; } = (_, stream, _) => WriteAsync(stream, 503, "text/plain", default);

    public int Requests => Volatile.Read(ref _requests);

    /// <summary>Connections taken since the start.</summary>
    public int Connections => _open.Taken;

    /// <summary>Connections open now: a request each, or a handshake.</summary>
    public int Open => _open.Count;

    /// <summary>Most connections that were open at once.</summary>
    public int MostOpen => _open.Most;

    /// <summary>Certificate of connections from now on; null speaks plain HTTP.</summary>
    public X509Certificate2? Certificate { get; set; }

    /// <summary>Takes connections and says nothing on them.</summary>
    public bool IsMute { get; set; }

    /// <summary>Leaves connections open for further requests.</summary>
    public bool KeepsAlive { get; set; }

    public string LastHead { get; private set; } = "";

    public Uri Url => new(string.Create(CultureInfo.InvariantCulture, $"{(Certificate is null ? "http" : "https")}://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/metrics"));

    /// <summary>Answers every request with this page.</summary>
    public void Serve(string page) => Answer = (_, stream, _) => WriteAsync(stream, 200, "text/plain", Encoding.UTF8.GetBytes(page));

    /// <summary>Answers every request with this page, and leaves the connection open.</summary>
    public void ServeAlive(string page)
    {
        KeepsAlive = true;
        Answer = async (_, stream, stop) => await stream.WriteAsync(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 200 OK\r\nContent-Length: {Encoding.UTF8.GetByteCount(page)}\r\n\r\n{page}")), stop);
    }

    public static async Task WriteAsync(System.IO.Stream stream, int status, string contentType, ReadOnlyMemory<byte> body, string headers = "")
    {
        var head = string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 {status} X\r\nContent-Type: {contentType}\r\nContent-Length: {body.Length}\r\n{headers}Connection: close\r\n\r\n");
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head));
        await stream.WriteAsync(body);
    }

    public async ValueTask DisposeAsync()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        await _ending.CancelAsync();
        _listener.Dispose();
        await _serving;
        _ending.Dispose();
    }

    private async Task ServeAsync()
    {
        var open = new List<Task>();
        try
        {
            while (true)
            {
                open.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_ending.Token)));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or InvalidOperationException)
        {
            await Task.WhenAll(open);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        _open.Add(client);
        using (client)
        {
            try
            {
                await ServeConnectionAsync(client.GetStream());
            }
            catch (Exception exception) when (exception is IOException or OperationCanceledException or AuthenticationException or ObjectDisposedException)
            {
                // The agent went away, as it may.
            }

            _open.Remove(client);
        }
    }

    private async Task ServeConnectionAsync(System.IO.Stream plain)
    {
        if (IsMute)
        {
            while (await plain.ReadAsync(new byte[4096], _ending.Token) > 0)
            {
                Interlocked.Increment(ref _requests); // or as much of it as came at once: a handshake
            }

            return;
        }

        await using var stream = Certificate is { } certificate ? await SecureAsync(plain, certificate) : plain;
        do
        {
            if (await ReadHeadAsync(stream) is not { Length: > 0 } head)
            {
                return;
            }

            LastHead = head;
            Interlocked.Increment(ref _requests);
            await AnswerAsync(head, stream);
        }
        while (KeepsAlive);
    }

    private async Task AnswerAsync(string head, System.IO.Stream stream)
    {
        if (head.Split(' ') is not [_, var path, ..])
        {
            return;
        }

        if (KeepsAlive)
        {
            await Answer(path, stream, _ending.Token);
            return;
        }

        // A caller sends nothing more: what ends the reading is that it went away.
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(_ending.Token);
        var watching = WatchAsync(stream, gone.Cancel, gone.Token);
        try
        {
            await Answer(path, stream, gone.Token);
        }
        finally
        {
            await gone.CancelAsync();
            await watching;
        }
    }

    private static async Task WatchAsync(System.IO.Stream stream, Action end, CancellationToken ended)
    {
        try
        {
            _ = await stream.ReadAsync(new byte[1], ended);
            end();
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
            end();
        }
    }

    private async Task<SslStream> SecureAsync(System.IO.Stream plain, X509Certificate2 certificate)
    {
        var secure = new SslStream(plain);
        await secure.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = certificate }, _ending.Token);
        return secure;
    }

    private async Task<string> ReadHeadAsync(System.IO.Stream stream)
    {
        var head = new StringBuilder();
        var buffer = new byte[4096];
        while (!head.ToString().Contains("\r\n\r\n", StringComparison.Ordinal))
        {
            var read = await stream.ReadAsync(buffer, _ending.Token);
            if (read == 0)
            {
                break;
            }

            if (buffer[0] == TlsHandshake)
            {
                await stream.WriteAsync("HTTP/1.1 400 Bad Request\r\n\r\n"u8.ToArray(), _ending.Token);
                return "";
            }

            head.Append(Encoding.ASCII.GetString(buffer, 0, read));
        }

        return head.ToString();
    }
}
