using BenchmarkDotNet.Attributes;
using Wva.Aggregator.Ingest;
using Wva.Contracts;
using Wva.Fleet;

namespace Wva.Benchmarks.Ingest;

/// <summary>One message into the ledger, as the aggregator takes it: limits, decoding, the lock, differences. The frames are those an agent writes over the recording <c>step</c>.</summary>
[MemoryDiagnoser]
public class IngestBenchmarks
{
    private readonly SteppedTime _time = new();
    private readonly Frame _heartbeat = new();
    private AgentSession[] _sessions = [];
    private Frame[] _frames = [];
    private int _session;
    private int _frame;

    /// <summary>Streams that take turns: many no longer fit the processor's caches.</summary>
    [Params(1, 1_000, 10_000)]
    public int Streams { get; set; }

    [GlobalSetup]
    public void Open()
    {
        _frames = RecordedFrames.Of("step");
        AgentMessages.WriteHeartbeat(_heartbeat, new Heartbeat(1, 0.1));
        var gate = new FleetGate(new Doorbell(), _time);
        var counters = new IngestCounters();
        _sessions = [.. Enumerable.Range(0, Streams).Select(i =>
            new AgentSession(gate.Open(new ReplicaIdentity("ns", $"pod-{i}", $"uid-{i}", "node")), gate, counters, _time))];
        foreach (var session in _sessions)
        {
            session.Receive(_frames[0].Memory);
        }
    }

    [Benchmark]
    public bool Sample()
    {
        // All streams get the same page before any gets the next one.
        if (_session == 0)
        {
            _frame = (_frame + 1) % _frames.Length;
        }

        return Receive(_frames[_frame]);
    }

    [Benchmark]
    public bool Heartbeat() => Receive(_heartbeat);

    private bool Receive(Frame frame)
    {
        var session = _sessions[_session];
        _session = (_session + 1) % _sessions.Length;
        _time.Step();
        return session.Receive(frame.Memory) is null;
    }
}
