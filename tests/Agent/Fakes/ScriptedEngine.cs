using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Wva.Agent.Tests.Fakes;

/// <summary>A real HTTP server on loopback that answers as the test says, down to the last byte.</summary>
internal sealed class ScriptedEngine : IAsyncDisposable
{
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

    public string LastHead { get; private set; } = "";

    public Uri Url => new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/metrics"));

    /// <summary>Answers every request with this page.</summary>
    public void Serve(string page) => Answer = (_, stream, _) => WriteAsync(stream, 200, "text/plain", Encoding.UTF8.GetBytes(page));

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
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(open);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                var stream = client.GetStream();
                var head = await ReadHeadAsync(stream);
                LastHead = head;
                Interlocked.Increment(ref _requests);
                await Answer(head.Split(' ')[1], stream, _ending.Token);
            }
            catch (Exception exception) when (exception is IOException or OperationCanceledException or IndexOutOfRangeException)
            {
                // The agent went away, as it may.
            }
        }
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

            head.Append(Encoding.ASCII.GetString(buffer, 0, read));
        }

        return head.ToString();
    }
}
