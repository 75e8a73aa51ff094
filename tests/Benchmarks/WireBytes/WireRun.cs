using Wva.Benchmarks.Connections;
using Wva.Simulation.Recordings;

namespace Wva.Benchmarks.WireBytes;

/// <summary>One published agent beside a played engine, its stream led through a relay that counts.</summary>
internal sealed class WireRun : IAsyncDisposable
{
    private readonly WireCase _case;
    private readonly RecordedEngine _engine;
    private readonly CountingRelay _relay;
    private readonly PublishedAgent _agent;
    private readonly TimeSpan _length;
    private readonly long _started = TimeProvider.System.GetTimestamp();
    private WireResult? _opened;

    private WireRun(WireCase wireCase, RecordedEngine engine, CountingRelay relay, PublishedAgent agent, TimeSpan length) =>
        (_case, _engine, _relay, _agent, _length) = (wireCase, engine, relay, agent, length);

    /// <summary>Starts it.</summary>
    public static async Task<WireRun> StartAsync(WireCase wireCase, int index, AggregatorProcess aggregator, TimeSpan atMost, string logs)
    {
#pragma warning disable CA2000 // the object returned owns it; where none is, the whole benchmark ends
        var relay = new CountingRelay(aggregator.Grpc.Port);
#pragma warning restore CA2000
        var player = new RecordingPlayer(wireCase.Pages);
        var engine = RecordedEngine.Start(player, TimeProvider.System);
#pragma warning disable CA2000 // likewise
        var agent = await PublishedAgent.StartAsync($"wire-{index}", logs, $"https://127.0.0.1:{relay.Port}", aggregator.AuthorityFile, engine.Url);
#pragma warning restore CA2000
        return new WireRun(wireCase, engine, relay, agent, wireCase.Pages.Count > 1 && player.Length < atMost ? player.Length : atMost);
    }

    /// <summary>Counts until the recording or the time is over.</summary>
    /// <param name="opening">After so long the stream is open: handshake, description and first sample have passed.</param>
    /// <param name="stop">Ends it.</param>
    public async Task<WireResult> CountAsync(TimeSpan opening, CancellationToken stop)
    {
        await Task.Delay(opening, TimeProvider.System, stop);
        _opened = Now();
        await Task.Delay(_length - opening, TimeProvider.System, stop);
        var use = _agent.Use; // throws where it has ended
        return Now() with { OpeningSent = _opened.Sent, OpeningReceived = _opened.Received, ProcessorSeconds = use.ProcessorSeconds };
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _agent.DisposeAsync();
        await _relay.DisposeAsync();
        await _engine.DisposeAsync();
    }

    private WireResult Now() => new(_case, TimeProvider.System.GetElapsedTime(_started), _relay.Sent, _relay.Received, _relay.Connections, _engine.Answers);
}
