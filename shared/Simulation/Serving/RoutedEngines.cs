using System.Net.Sockets;
using Wva.Simulation.Routing;
using Wva.Simulation.Traces;

namespace Wva.Simulation.Serving;

/// <summary>A router in front of simulated engines that are processes of their own: requests in, answers out, in real time. Thread-safe.</summary>
/// <param name="policy">How it chooses.</param>
/// <param name="queueTimeout">How long a request waits for a ready replica.</param>
/// <param name="time">The clock.</param>
/// <param name="answered">Takes each answer; must not block nor call back.</param>
/// <param name="lost">Takes the name of each replica whose engine went away by itself; must not block nor call back.</param>
public sealed class RoutedEngines(RoutingPolicy policy, TimeSpan queueTimeout, TimeProvider time, Action<RoutedAnswer> answered, Action<string> lost) : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly Router _router = new(policy, queueTimeout);
    private readonly Dictionary<string, RoutedLink> _links = new(StringComparer.Ordinal);
    private readonly List<Task> _running = [];
    private readonly long _started = time.GetTimestamp();
    private long _nextId;

    /// <summary>What became of the requests so far.</summary>
    public RouterCounts Counts
    {
        get
        {
            lock (_lock)
            {
                _router.ExpireQueue(Now);
                return _router.Counts;
            }
        }
    }

    private double Now => time.GetElapsedTime(_started).TotalSeconds;

    /// <summary>A replica is ready: it is connected to, and gets what waits.</summary>
    /// <param name="replica">Its name.</param>
    /// <param name="port">Its engine's port on loopback.</param>
    /// <param name="stop">Gives up.</param>
    /// <exception cref="SocketException">Nothing answers there, or it is still starting.</exception>
    /// <exception cref="InvalidOperationException">A replica of that name is there.</exception>
    public async Task AddAsync(string replica, int port, CancellationToken stop)
    {
#pragma warning disable CA2000, CA2025 // the link goes into the table and is disposed when it leaves it; that is what ends its task, too
        var link = new RoutedLink(await EngineLink.ConnectAsync(port, stop));
        lock (_lock)
        {
            if (!_links.TryAdd(replica, link))
            {
                link.Dispose();
                throw new InvalidOperationException($"replica '{replica}' is there already");
            }

            _running.RemoveAll(static task => task.IsCompleted);
            _running.Add(RunAsync(replica, link));
#pragma warning restore CA2000, CA2025
            foreach (var assignment in _router.SetReady(replica, Now))
            {
                Send(assignment);
            }
        }
    }

    /// <summary>A replica is to go: it gets nothing further and ends what it has.</summary>
    public void Withdraw(string replica)
    {
        lock (_lock)
        {
            _router.SetUnready(replica);
        }
    }

    /// <summary>A replica is gone; what it had has failed.</summary>
    public void Remove(string replica)
    {
        lock (_lock)
        {
            Forget(replica);
        }
    }

    /// <summary>A request comes.</summary>
    public void Offer(TraceRequest request)
    {
        lock (_lock)
        {
            if (_router.Offer(new RoutedRequest(_nextId++, request, Now)) is { } assignment)
            {
                Send(assignment);
            }
        }
    }

    /// <summary>Requests that a replica has; 0 for one that is unknown.</summary>
    public int InFlightOf(string replica)
    {
        lock (_lock)
        {
            return _router.InFlightOf(replica);
        }
    }

    /// <summary>Leaves all engines; they abort what is under way.</summary>
    public async ValueTask DisposeAsync()
    {
        Task[] running;
        lock (_lock)
        {
            foreach (var replica in _links.Keys.ToArray())
            {
                Forget(replica);
            }

            running = [.. _running];
        }

        await Task.WhenAll(running);
    }

    private async Task RunAsync(string replica, RoutedLink link)
    {
        await link.RunAsync(answer => Take(replica, link, answer));
        var wasThere = false;
        lock (_lock)
        {
            if (_links.TryGetValue(replica, out var current) && current == link)
            {
                Forget(replica);
                wasThere = true;
            }
        }

        if (wasThere)
        {
            lost(replica);
        }
    }

    private void Take(string replica, RoutedLink link, AnswerLine answer)
    {
        SentRequest sent;
        lock (_lock)
        {
            if (!link.UnderWay.Remove(answer.Id, out sent) || !_router.Complete(replica, answer.Id, answer.Kind == AnswerKind.Ok))
            {
                return;
            }
        }

        answered(new RoutedAnswer(replica, sent.Request.Request, sent.SentSeconds - sent.Request.OfferedSeconds, answer));
    }

    private void Send(Assignment assignment)
    {
        var (id, request) = (assignment.Request.Id, assignment.Request.Request);
        var link = _links[assignment.Replica];
        link.UnderWay.Add(id, new SentRequest(assignment.Request, Now));
        link.Send(new RequestLine(id, request.PromptTokens, request.OutputTokens, request.CachedTokens));
    }

    private void Forget(string replica)
    {
        _router.Remove(replica);
        if (_links.Remove(replica, out var link))
        {
            link.Dispose();
        }
    }
}
