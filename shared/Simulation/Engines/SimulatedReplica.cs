namespace Wva.Simulation.Engines;

/// <summary>
/// A vLLM replica as a discrete-event model. Time is seconds on the caller's clock and only moves when it is told. Iterations that differ in nothing but their number are one step,
/// whatever their number; a page may still be read between any two of them. Not thread-safe.
/// </summary>
public sealed class SimulatedReplica
{
    private readonly Scheduler _scheduler;
    private readonly EngineMeters _meters;
    private readonly TokenGiver _tokens;
    private readonly Dictionary<long, Sequence> _sequences = [];
    private EngineGauges _gauges;
    private IterationRun _run;
    private double _idleFrom;

    /// <summary>An engine that starts.</summary>
    /// <param name="parameters">What it is.</param>
    /// <param name="startedAtSeconds">When it starts.</param>
    /// <param name="startupSeconds">How long that takes; 0 or more.</param>
    /// <param name="observer">Who hears of first and last tokens; null: nobody.</param>
    /// <exception cref="ArgumentException">A parameter is out of range; the message names it, its value and what is allowed.</exception>
    public SimulatedReplica(EngineParameters parameters, double startedAtSeconds = 0, double startupSeconds = 0, IReplicaObserver? observer = null)
        : this(parameters, startedAtSeconds, startupSeconds, observer, Cache(parameters))
    {
    }

    internal SimulatedReplica(EngineParameters parameters, double startedAtSeconds, double startupSeconds, IReplicaObserver? observer, KvBlocks kv)
    {
        if (!(double.IsFinite(startupSeconds) && startupSeconds >= 0))
        {
            throw new ArgumentOutOfRangeException(nameof(startupSeconds), startupSeconds, "allowed: a number, 0 or more");
        }

        Parameters = parameters;
        NowSeconds = startedAtSeconds;
        ReadyAtSeconds = startedAtSeconds + startupSeconds;
        _scheduler = new Scheduler(parameters, kv);
        _meters = new EngineMeters(parameters.Limits.SequenceTokens);
        _tokens = new TokenGiver(_scheduler, _meters, observer);
    }

    /// <summary>What it is.</summary>
    public EngineParameters Parameters { get; }

    /// <summary>From when on it answers; before, connections are refused, the page's too.</summary>
    public double ReadyAtSeconds { get; }

    /// <summary>The latest moment that it was told of.</summary>
    public double NowSeconds { get; private set; }

    /// <summary>Whether it answers.</summary>
    public bool IsReady => NowSeconds >= ReadyAtSeconds;

    /// <summary>Whether it has ever had a request; an engine without one is idle, not unknown.</summary>
    public bool WasAsked { get; private set; }

    /// <summary>Requests that it has and that have not ended: what a router knows of it.</summary>
    public int Outstanding => _sequences.Count;

    /// <summary>Nothing is reported before this moment, which lies after <see cref="NowSeconds"/>; it may pass without a report. Positive infinity: nothing is at work.</summary>
    public double NextEventSeconds =>
        _run.IsAny ? _run.EndsAt
        : _scheduler.HasWork ? _idleFrom + Parameters.Speed.IterationSeconds(sequences: 1, prefillTokens: 0, contextTokens: 0)
        : double.PositiveInfinity;

    /// <summary>The page's gauges at <see cref="NowSeconds"/>: those of the end of the last iteration.</summary>
    public EngineGauges Gauges
    {
        get
        {
            var ended = _run.IsAny ? _run.EndedBy(NowSeconds) : 0;
            return ended > 0 ? Look(_run.EndOf(ended - 1), ended) : _gauges;
        }
    }

    /// <summary>The page's counters and histograms at <see cref="NowSeconds"/>. They go on counting with the next call.</summary>
    public EngineMeters Meters
    {
        get
        {
            if (_run.IsAny)
            {
                _tokens.CountDecodes(_run, _run.EndedBy(NowSeconds));
            }

            return _meters;
        }
    }

    /// <summary>A request comes.</summary>
    /// <param name="request">The request.</param>
    /// <param name="atSeconds">When; not before <see cref="NowSeconds"/>.</param>
    /// <returns>What became of it.</returns>
    /// <exception cref="ArgumentException">The request is none, or one with its id is there.</exception>
    public OfferResult Offer(in EngineRequest request, double atSeconds)
    {
        AdvanceTo(atSeconds);
        Require(request);
        if (!IsReady)
        {
            return OfferResult.Refused;
        }

        var room = Parameters.Limits.SequenceTokens - request.PromptTokens;
        if (room < 1)
        {
            return OfferResult.TooLong;
        }

        var cut = request.OutputTokens > room || request.OutputTokens == request.MaxTokens;
        var sequence = new Sequence(request, atSeconds, Math.Min(room, request.OutputTokens), cut ? FinishReason.Length : FinishReason.Stop);
        if (!_sequences.TryAdd(request.Id, sequence))
        {
            throw new ArgumentException($"a request with the id {request.Id} is here and has not ended", nameof(request));
        }

        WasAsked = true;
        if (_run.IsAny && _scheduler.CouldAdmit(sequence))
        {
            _run = _run.First(_run.BegunBefore(atSeconds));
        }
        else if (!_run.IsAny)
        {
            _idleFrom = atSeconds;
        }

        _scheduler.Waiting.AddLast(sequence);
        return OfferResult.Queued;
    }

    /// <summary>A client gives up. A running request leaves when the iteration in flight ends.</summary>
    /// <param name="id">Its request.</param>
    /// <param name="atSeconds">When; not before <see cref="NowSeconds"/>.</param>
    /// <returns>False where there is no such request: it has ended.</returns>
    public bool Abort(long id, double atSeconds)
    {
        AdvanceTo(atSeconds);
        if (!_sequences.Remove(id, out var sequence))
        {
            return false;
        }

        sequence.IsAborted = true;
        _meters.CountFinished(FinishReason.Abort);
        _scheduler.Forget(sequence);
        _run = _run.IsAny ? _run.First(_run.BegunBefore(atSeconds)) : _run;
        return true;
    }

    /// <summary>Lets time pass; what ends by then, that moment included, is reported. An iteration that would begin right then has not begun: who is offered at that moment is in it.</summary>
    /// <param name="atSeconds">Until when; not before <see cref="NowSeconds"/>.</param>
    public void AdvanceTo(double atSeconds)
    {
        if (!(atSeconds >= NowSeconds))
        {
            throw new ArgumentOutOfRangeException(nameof(atSeconds), atSeconds, $"time has come to {NowSeconds} already");
        }

        NowSeconds = atSeconds;
        while (!_run.IsAny || _run.EndsAt <= atSeconds)
        {
            if (_run.IsAny)
            {
                Complete();
            }
            else if (_scheduler.HasWork && _idleFrom < atSeconds)
            {
                Begin();
            }
            else
            {
                return;
            }
        }
    }

    private static KvBlocks Cache(EngineParameters parameters)
    {
        parameters.Validate();
        return new KvBlocks(parameters.Limits.UsableBlocks, parameters.Limits.BlockTokens);
    }

    private static void Require(in EngineRequest request)
    {
        if (request.PromptTokens < 1 || request.OutputTokens < 1 || request.CachedTokens < 0 || request.SharedPrefix < 0)
        {
            throw new ArgumentException($"request {request.Id}: {request}; allowed: 1 token or more of prompt and output, 0 or more elsewhere", nameof(request));
        }
    }

    private void Begin()
    {
        _run = _scheduler.Plan(_idleFrom);
        if (!_run.IsAny)
        {
            // What waits finds no room, and nothing runs that could make some: the engine hangs until something new comes.
            _idleFrom = double.PositiveInfinity;
        }
    }

    private void Complete()
    {
        _tokens.EndRun(_run);
        foreach (var sequence in _tokens.Ended)
        {
            if (!sequence.IsAborted)
            {
                _sequences.Remove(sequence.Request.Id);
            }
        }

        _gauges = Look(_run.EndOf(_run.Iterations - 1), iterations: 0);
        _idleFrom = _run.EndsAt;
        _run = default;
    }

    // Who came while that iteration ran is not known to the scheduler at its end.
    private EngineGauges Look(double lastBeganAt, int iterations) => new(
        _scheduler.Batch.Count,
        _scheduler.Waiting.Count - _scheduler.Waiting.CountArrivedAfter(lastBeganAt),
        _scheduler.KvCacheUsage(iterations));
}
