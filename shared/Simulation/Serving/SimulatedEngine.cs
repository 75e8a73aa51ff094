using System.Net.Sockets;

namespace Wva.Simulation.Serving;

/// <summary>
/// A simulated vLLM on a port of loopback: <c>GET /metrics</c> and <c>GET /health</c> as by the real one, and <c>GET /requests</c>, which turns the connection into lines of requests and answers
/// (<see cref="RequestLine"/>, <see cref="AnswerLine"/>; <see cref="EngineLink"/> is the client's end). While it starts, every request is answered by a reset. Time comes from a <see cref="TimeProvider"/>.
/// </summary>
public sealed class SimulatedEngine : IAsyncDisposable
{
    private readonly EngineCore _core;
    private readonly LoopbackServer _server;

    private SimulatedEngine(SimulatedEngineOptions options, TimeProvider time)
    {
        _core = new EngineCore(options, time);
        _server = new LoopbackServer(options.Port, ServeAsync);
        Url = new Uri($"http://127.0.0.1:{_server.Port}/metrics");
    }

    /// <summary>Where its page is.</summary>
    public Uri Url { get; }

    /// <summary>Its port on loopback.</summary>
    public int Port => _server.Port;

    /// <summary>Whether it answers by now.</summary>
    public bool IsReady => _core.IsReady;

    /// <summary>Requests that clients have under way.</summary>
    public int RequestsUnderWay => _core.RequestsUnderWay;

    /// <summary>Starts one; its start-up time begins now.</summary>
    /// <param name="options">What it is.</param>
    /// <param name="time">Its clock.</param>
    /// <returns>The engine; dispose it to stop.</returns>
    /// <exception cref="ArgumentException">A parameter is out of range.</exception>
    /// <exception cref="SocketException">The port is taken.</exception>
    public static SimulatedEngine Start(SimulatedEngineOptions options, TimeProvider time) => new(options, time);

    /// <summary>Stops listening and closes all connections; requests under way get no answer.</summary>
    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _core.Dispose();
    }

    private async Task ServeAsync(Socket socket, CancellationToken stop)
    {
        using var connection = new EngineConnection(socket, _core);
        await connection.ServeAsync(stop);
    }
}
