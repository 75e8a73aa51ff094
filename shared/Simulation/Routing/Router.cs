namespace Wva.Simulation.Routing;

/// <summary>
/// Spreads requests over replicas. A request that meets no ready replica waits here, in order, until one is ready or its time is up. Load is what the router itself has sent and not seen end:
/// running and waiting at the replica, without asking it. Pure: time is an argument, in seconds, and must not run back. Not thread-safe.
/// </summary>
/// <param name="policy">How it chooses.</param>
/// <param name="queueTimeout">How long a request waits for a ready replica.</param>
public sealed class Router(RoutingPolicy policy, TimeSpan queueTimeout)
{
    private readonly Dictionary<string, ReplicaLoad> _replicas = new(StringComparer.Ordinal);
    private readonly List<ReplicaLoad> _ready = []; // oldest first
    private readonly Queue<RoutedRequest> _queue = new();
    private long _ages;
    private long _lastServed = -1;
    private long _offered;
    private long _completed;
    private long _failed;
    private long _timedOut;
    private int _inFlight;

    /// <summary>What became of the requests so far.</summary>
    public RouterCounts Counts => new(_offered, _completed, _failed, _timedOut, _queue.Count, _inFlight);

    /// <summary>Requests that wait here for a ready replica, oldest first.</summary>
    public IReadOnlyCollection<RoutedRequest> Queued => _queue;

    /// <summary>When the oldest waiting request's time is up, seconds; null where none waits.</summary>
    public double? NextTimeoutSeconds => _queue.TryPeek(out var oldest) ? oldest.OfferedSeconds + queueTimeout.TotalSeconds : null;

    /// <summary>Requests that a replica has; 0 for one that is unknown.</summary>
    public int InFlightOf(string replica) => _replicas.TryGetValue(replica, out var load) ? load.InFlight.Count : 0;

    /// <summary>A replica becomes ready, and gets at once what waits here.</summary>
    /// <param name="replica">Its name.</param>
    /// <param name="nowSeconds">The time.</param>
    /// <returns>The requests that it gets, oldest first; empty where it was ready already.</returns>
    public IReadOnlyList<Assignment> SetReady(string replica, double nowSeconds)
    {
        var load = Of(replica);
        if (load.IsReady)
        {
            return [];
        }

        load.IsReady = true;
        load.Age = _ages++;
        _ready.Add(load);
        ExpireQueue(nowSeconds);
        var assignments = new List<Assignment>(_queue.Count);
        while (_queue.TryDequeue(out var request))
        {
            assignments.Add(Assign(request));
        }

        return assignments;
    }

    /// <summary>A replica is ready no more (it drains): it keeps what it has and gets nothing further.</summary>
    public void SetUnready(string replica)
    {
        if (_replicas.TryGetValue(replica, out var load) && load.IsReady)
        {
            load.IsReady = false;
            _ready.Remove(load);
        }
    }

    /// <summary>A replica is gone; what it had has failed.</summary>
    /// <param name="replica">Its name.</param>
    /// <returns>The requests that are lost, in the order in which they were given.</returns>
    public IReadOnlyList<RoutedRequest> Remove(string replica)
    {
        SetUnready(replica);
        if (!_replicas.Remove(replica, out var load))
        {
            return [];
        }

        _inFlight -= load.InFlight.Count;
        _failed += load.InFlight.Count;
        return [.. load.InFlight.Values.OrderBy(static request => request.Id)];
    }

    /// <summary>A request comes.</summary>
    /// <param name="request">The request; its time is now.</param>
    /// <returns>Who gets it; null where no replica is ready and it waits.</returns>
    public Assignment? Offer(RoutedRequest request)
    {
        _offered++;
        ExpireQueue(request.OfferedSeconds);
        if (_ready.Count > 0)
        {
            return Assign(request);
        }

        _queue.Enqueue(request);
        return null;
    }

    /// <summary>A replica has ended a request, well or badly.</summary>
    /// <param name="replica">Its name.</param>
    /// <param name="id">The request.</param>
    /// <param name="succeeded">False where the replica gave it up.</param>
    /// <returns>False where that replica has no such request: it was lost before.</returns>
    public bool Complete(string replica, long id, bool succeeded = true)
    {
        if (!_replicas.TryGetValue(replica, out var load) || !load.InFlight.Remove(id))
        {
            return false;
        }

        _inFlight--;
        _completed += succeeded ? 1 : 0;
        _failed += succeeded ? 0 : 1;
        return true;
    }

    /// <summary>Gives up the requests whose time is up.</summary>
    /// <param name="nowSeconds">The time.</param>
    /// <returns>How many those were.</returns>
    public int ExpireQueue(double nowSeconds)
    {
        var before = _timedOut;
        while (NextTimeoutSeconds <= nowSeconds)
        {
            _queue.Dequeue();
            _timedOut++;
        }

        return (int)(_timedOut - before);
    }

    private ReplicaLoad Of(string replica)
    {
        if (!_replicas.TryGetValue(replica, out var load))
        {
            _replicas[replica] = load = new ReplicaLoad(replica);
        }

        return load;
    }

    private Assignment Assign(RoutedRequest request)
    {
        var load = policy == RoutingPolicy.RoundRobin ? NextInTurn() : LeastLoaded();
        load.InFlight.Add(request.Id, request);
        _inFlight++;
        return new Assignment(load.Name, request);
    }

    private ReplicaLoad LeastLoaded()
    {
        var least = _ready[0];
        foreach (var load in _ready)
        {
            if (load.InFlight.Count < least.InFlight.Count)
            {
                least = load;
            }
        }

        return least;
    }

    private ReplicaLoad NextInTurn()
    {
        var next = _ready.Find(load => load.Age > _lastServed) ?? _ready[0];
        _lastServed = next.Age;
        return next;
    }
}
