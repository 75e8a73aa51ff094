using Wva.Simulation.Routing;
using Wva.Simulation.Serving;
using Wva.Simulation.Traces;

namespace Wva.Local.Cluster;

/// <summary>The router in front of the pods, and what users got. Used by one at a time.</summary>
/// <param name="time">The clock.</param>
internal sealed class Traffic(TimeProvider time)
{
    private static readonly TimeSpan QueueTimeout = TimeSpan.FromSeconds(60);

    private readonly Router _router = new(RoutingPolicy.LeastLoaded, QueueTimeout);
    private readonly Dictionary<long, (RoutedRequest Request, double SentSeconds)> _underWay = [];
    private readonly long _began = time.GetTimestamp();
    private long _nextId;

    /// <summary>Called with each request and the pod that gets it.</summary>
    public Action<string, RequestLine> Send { get; set; } = static (_, _) => { };

    /// <summary>What became of the requests.</summary>
    public RouterCounts Counts => _router.Counts;

    /// <summary>Whether users got what they may expect.</summary>
    public ServiceLevel Level { get; } = new();

    private double Now => time.GetElapsedTime(_began).TotalSeconds;

    /// <summary>A request comes.</summary>
    public void Offer(TraceRequest request)
    {
        if (_router.Offer(new RoutedRequest(_nextId++, request, Now)) is { } assignment)
        {
            Give(assignment);
        }
    }

    /// <summary>A pod takes requests from now on.</summary>
    public void Open(string pod)
    {
        foreach (var assignment in _router.SetReady(pod, Now))
        {
            Give(assignment);
        }
    }

    /// <summary>A pod takes no further requests.</summary>
    public void Close(string pod) => _router.SetUnready(pod);

    /// <summary>A pod has lost what it had.</summary>
    public void Lose(string pod)
    {
        var lost = _router.Remove(pod);
        foreach (var request in lost)
        {
            _underWay.Remove(request.Id);
        }

        Level.Failed(lost.Count);
    }

    /// <summary>A pod has ended a request.</summary>
    public void Ended(string pod, AnswerLine answer)
    {
        if (!_underWay.Remove(answer.Id, out var sent) || !_router.Complete(pod, answer.Id, answer.Kind == AnswerKind.Ok))
        {
            return; // it was lost before
        }

        if (answer.Kind == AnswerKind.Ok)
        {
            Level.Answered(sent.Request.Request, sent.SentSeconds - sent.Request.OfferedSeconds + answer.TtftSeconds, answer.ItlSeconds);
        }
        else
        {
            Level.Failed(1);
        }
    }

    /// <summary>Gives up the requests that have met no ready pod for too long.</summary>
    public void Expire() => Level.Failed(_router.ExpireQueue(Now));

    /// <summary>The run is over: requests that have not ended and whose time has passed have missed what they may expect; of the others nothing is known.</summary>
    public void End()
    {
        var now = Now;
        Level.Failed(_router.Queued.Count(request => ServiceLevel.IsTooLate(request.Request, now - request.OfferedSeconds, isSent: false)));
        Level.Failed(_underWay.Values.Count(sent => ServiceLevel.IsTooLate(sent.Request.Request, now - sent.Request.OfferedSeconds, isSent: true)));
    }

    /// <summary>Whether a pod has ended all it was given.</summary>
    public bool IsIdle(string pod) => _router.InFlightOf(pod) == 0;

    private void Give(Assignment assignment)
    {
        var (id, request, _) = assignment.Request;
        _underWay.Add(id, (assignment.Request, Now));
        Send(assignment.Replica, new RequestLine(id, request.PromptTokens, request.OutputTokens, request.CachedTokens));
    }
}
