using System.Net.Sockets;

namespace Wva.Simulation.Recordings;

/// <summary>
/// A recorded engine that answers <c>GET /metrics</c> over real HTTP on loopback, at the recording's own pace. Where the real one gave no answer, this one gives none:
/// the connection is reset. Time comes from a <see cref="TimeProvider"/>, so that a test may play hours in a moment.
/// </summary>
public sealed class RecordedEngine : IAsyncDisposable
{
    private readonly RecordingPlayer _player;
    private readonly TimeProvider _time;
    private readonly LoopbackServer _server;
    private readonly Lock _servedLock = new();
    private readonly bool[] _served;
    private readonly long _started;
    private int _answers;

    private RecordedEngine(RecordingPlayer player, TimeProvider time, int port)
    {
        _player = player;
        _time = time;
        _served = new bool[player.Pages.Count];
        _started = time.GetTimestamp();
        _server = new LoopbackServer(port, ServeAsync);
        Url = new Uri($"http://127.0.0.1:{_server.Port}/metrics");
    }

    /// <summary>Where its page is.</summary>
    public Uri Url { get; }

    /// <summary>Time since it was started.</summary>
    public TimeSpan Elapsed => _time.GetElapsedTime(_started);

    /// <summary>True once the last page stands.</summary>
    public bool Ended => Elapsed >= _player.Length;

    /// <summary>Reads of a page that were answered, repeated ones included.</summary>
    public int Answers => Volatile.Read(ref _answers);

    /// <summary>Starts to listen; elapsed time begins now.</summary>
    /// <param name="player">What to play.</param>
    /// <param name="time">The clock of the playing.</param>
    /// <param name="port">Port on loopback; 0 takes a free one.</param>
    /// <returns>The engine; dispose it to stop.</returns>
    /// <exception cref="SocketException">The port is taken.</exception>
    public static RecordedEngine Start(RecordingPlayer player, TimeProvider time, int port = 0) => new(player, time, port);

    /// <summary>How many different pages have been served.</summary>
    public int PagesServed
    {
        get
        {
            lock (_servedLock)
            {
                return _served.Count(static served => served);
            }
        }
    }

    /// <summary>Stops listening and closes all connections.</summary>
    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task ServeAsync(Socket socket, CancellationToken stop)
    {
        using var connection = new RecordedConnection(socket, TakePage);
        await connection.ServeAsync(stop);
    }

    private RecordedPage? TakePage()
    {
        var elapsed = Elapsed;
        var index = _player.IndexAt(elapsed);
        if (index < 0 || !_player.Pages[index].Answered)
        {
            return null;
        }

        lock (_servedLock)
        {
            _served[index] = true;
        }

        Interlocked.Increment(ref _answers);
        return _player.Pages[index];
    }
}
