using System.Buffers;
using System.Threading.Channels;
using Wva.Simulation.Engines;
using Wva.Simulation.Pages;

namespace Wva.Simulation.Serving;

/// <summary>The replica behind the sockets: one lock, a clock, and a timer that moves it on to whatever ends next.</summary>
internal sealed class EngineCore : IReplicaObserver, IDisposable
{
    private static readonly TimeSpan LeastWait = TimeSpan.FromMilliseconds(1);

    private readonly Lock _lock = new();
    private readonly TimeProvider _time;
    private readonly long _started;
    private readonly SimulatedReplica _replica;
    private readonly EnginePage _page;
    private readonly Action<EngineGauges> _pageRead;
    private readonly HttpMeters _http = new();
    private readonly Dictionary<long, PendingRequest> _pending = [];
    private readonly ArrayBufferWriter<byte> _output = new();
    private readonly ITimer _timer;
    private long _nextId;

    public EngineCore(SimulatedEngineOptions options, TimeProvider time)
    {
        _time = time;
        _started = time.GetTimestamp();
        _pageRead = options.PageRead;
        _replica = new SimulatedReplica(options.Parameters, startedAtSeconds: 0, options.Startup.TotalSeconds, this);
        _page = new EnginePage(new PageOptions { Model = options.Model, Limits = options.Parameters.Limits, StartedAt = time.GetUtcNow() });
        _timer = time.CreateTimer(static core => ((EngineCore)core!).Advance(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Whether it answers by now.</summary>
    public bool IsReady
    {
        get
        {
            lock (_lock)
            {
                return Now >= _replica.ReadyAtSeconds;
            }
        }
    }

    /// <summary>Requests that clients have under way.</summary>
    public int RequestsUnderWay
    {
        get
        {
            lock (_lock)
            {
                return _pending.Count;
            }
        }
    }

    /// <summary>Its clock.</summary>
    public TimeProvider Time => _time;

    private double Now => _time.GetElapsedTime(_started).TotalSeconds;

    /// <summary>The page as it stands now.</summary>
    public byte[] ReadPage()
    {
        var process = ProcessFigures.Read();
        lock (_lock)
        {
            _replica.AdvanceTo(Now);
            _output.ResetWrittenCount();
            _page.Write(new PageFigures(_replica.Gauges, _replica.Meters, _http, process), _output);
            _pageRead(_replica.Gauges);
            return _output.WrittenSpan.ToArray();
        }
    }

    /// <summary>The gauges of the page as they stand now.</summary>
    public EngineGauges ReadGauges()
    {
        lock (_lock)
        {
            _replica.AdvanceTo(Now);
            return _replica.Gauges;
        }
    }

    /// <summary>A request comes. Its answer goes to <paramref name="answers"/>, at once where it cannot be taken.</summary>
    /// <param name="line">The request.</param>
    /// <param name="answers">Where to: lines of <see cref="AnswerLine"/>.</param>
    public void Offer(RequestLine line, ChannelWriter<string> answers)
    {
        lock (_lock)
        {
            var id = _nextId++;
            var result = _replica.Offer(new EngineRequest(id, line.PromptTokens, line.OutputTokens, line.CachedTokens, MaxTokens: line.OutputTokens), Now);
            if (result == OfferResult.Queued)
            {
                _pending[id] = new PendingRequest(line, answers);
            }
            else
            {
                answers.TryWrite(new AnswerLine(line.Id, result == OfferResult.TooLong ? AnswerKind.TooLong : AnswerKind.Refused, 0, 0, 0).ToString());
            }

            Rearm();
        }
    }

    /// <summary>A client has left: nothing of what it asked for goes on.</summary>
    /// <param name="answers">Where its answers went.</param>
    public void AbortAll(ChannelWriter<string> answers)
    {
        lock (_lock)
        {
            foreach (var id in _pending.Where(pending => ReferenceEquals(pending.Value.Answers, answers)).Select(static pending => pending.Key).ToArray())
            {
                _pending.Remove(id);
                _replica.Abort(id, Now);
            }

            Rearm();
        }
    }

    public void FirstToken(in EngineRequest request, double atSeconds)
    {
        // The answer says when that was.
    }

    public void Finished(in FinishedRequest request)
    {
        var seconds = request.FinishedAt - request.ArrivedAt;
        if (_pending.Remove(request.Request.Id, out var pending))
        {
            _http.Count(seconds, pending.Line.ToString().Length + 1);
            pending.Answers.TryWrite(new AnswerLine(pending.Line.Id, AnswerKind.Ok, request.TtftSeconds, request.MeanItlSeconds, seconds).ToString());
        }
    }

    public void Dispose() => _timer.Dispose();

    private void Advance()
    {
        lock (_lock)
        {
            _replica.AdvanceTo(Now);
            Rearm();
        }
    }

    private void Rearm()
    {
        var next = _replica.NextEventSeconds;
        if (double.IsInfinity(next))
        {
            _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            return;
        }

        // Timers count whole milliseconds: rounded up, so that what is due has come when it fires.
        var wait = TimeSpan.FromMilliseconds(Math.Ceiling((next - Now) * 1000));
        _timer.Change(wait > LeastWait ? wait : LeastWait, Timeout.InfiniteTimeSpan);
    }
}
