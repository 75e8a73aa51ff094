using System.Buffers;
using Wva.Contracts;
using Wva.Fleet;
using Wva.Simulation.Engines;
using Wva.Simulation.Pages;
using Wva.Simulation.Routing;
using Wva.Telemetry.Sampling;

namespace Wva.Replay.Loop;

/// <summary>A pod's engine from the moment it answers, with the agent beside it, which reads its page as it would read a real one's.</summary>
internal sealed class LoopReplica : IReplicaObserver
{
    private static readonly ProcessFigures NoProcess = new(0, 0, 0, 0, 0, 0, 0, 0);

    private readonly SimulatedReplica _engine;
    private readonly EnginePage _page;
    private readonly HttpMeters _http = new();
    private readonly PageSampler _sampler = new();
    private readonly Sample _sample = new();
    private readonly ArrayBufferWriter<byte> _output = new();
    private readonly Action<FinishedRequest> _finished;

    /// <param name="engine">What it is.</param>
    /// <param name="model">The model served.</param>
    /// <param name="startedAt">When it began to answer, as a time.</param>
    /// <param name="startedSeconds">The same, in the loop's seconds.</param>
    /// <param name="finished">Takes each request that ends.</param>
    public LoopReplica(EngineParameters engine, string model, DateTimeOffset startedAt, double startedSeconds, Action<FinishedRequest> finished)
    {
        _engine = new SimulatedReplica(engine, startedSeconds, startupSeconds: 0, this);
        _page = new EnginePage(new PageOptions { Model = model, Limits = engine.Limits, StartedAt = startedAt });
        _finished = finished;
    }

    public void AdvanceTo(double seconds) => _engine.AdvanceTo(seconds);

    /// <summary>Takes a request.</summary>
    /// <returns>False where the model cannot hold it.</returns>
    public bool Offer(RoutedRequest request, double seconds) =>
        _engine.Offer(new EngineRequest(request.Id, request.Request.PromptTokens, request.Request.OutputTokens, request.Request.CachedTokens, MaxTokens: request.Request.OutputTokens), seconds) == OfferResult.Queued;

    /// <summary>Reads the page and tells the ledger what an agent would.</summary>
    public void Report(FleetLedger ledger, ReplicaStream stream, DateTimeOffset now)
    {
        _output.ResetWrittenCount();
        _page.Write(new PageFigures(_engine.Gauges, _engine.Meters, _http, NoProcess), _output);
        var result = _sampler.Read(_output.WrittenSpan, _sample, now, TimeSpan.Zero);
        if (result.Verdict != PageVerdict.Read)
        {
            throw new InvalidOperationException($"a simulated page was not read: {result.Problem}");
        }

        if (result.EngineChanged || result.Restarted)
        {
            ledger.Learn(stream, _sampler.Engine!, now);
        }

        ledger.Apply(stream, _sample, now);
    }

    public void FirstToken(in EngineRequest request, double atSeconds)
    {
        // What became of it is told when it ends.
    }

    public void Finished(in FinishedRequest request)
    {
        _http.Count(request.FinishedAt - request.ArrivedAt, bytes: 0);
        _finished(request);
    }
}
