using System.Collections.Immutable;
using Wva.Fleet;
using Wva.Replay.Cluster;
using Wva.Simulation.Engines;
using Wva.Simulation.Routing;
using Wva.Simulation.Traces;

namespace Wva.Replay.Loop;

/// <summary>What runs in the pods of the loop, and the router in front of it.</summary>
/// <param name="options">The loop.</param>
/// <param name="ledger">Where the agents report.</param>
/// <param name="start">The time of the loop's second 0.</param>
internal sealed class LoopFleet(LoopOptions options, FleetLedger ledger, DateTimeOffset start) : IPodRuntime
{
    private readonly Router _router = new(options.Routing, options.QueueTimeout);
    private readonly SortedDictionary<string, LoopPod> _pods = new(StringComparer.Ordinal);
    private readonly Dictionary<long, RoutedRequest> _underWay = [];
    private readonly ImmutableArray<ServedRequest>.Builder _served = ImmutableArray.CreateBuilder<ServedRequest>();
    private long _nextId;

    public RouterCounts Counts => _router.Counts;

    public ImmutableArray<ServedRequest> Served => _served.ToImmutable();

    /// <summary>Moves all engines on.</summary>
    public void AdvanceTo(double seconds)
    {
        foreach (var pod in _pods.Values)
        {
            pod.Engine?.AdvanceTo(seconds);
        }

        _router.ExpireQueue(seconds);
    }

    /// <summary>A request comes from outside.</summary>
    public void Offer(TraceRequest request, double seconds)
    {
        if (_router.Offer(new RoutedRequest(_nextId++, request, seconds)) is { } assignment)
        {
            Send(assignment, seconds);
        }
    }

    /// <summary>All agents report.</summary>
    public void Report(DateTimeOffset now)
    {
        foreach (var pod in _pods.Values)
        {
            if (pod.Engine is { } engine)
            {
                engine.Report(ledger, pod.Stream, now);
            }
            else
            {
                ledger.Heartbeat(pod.Stream, scrapeAgeSeconds: null, now);
            }
        }
    }

    /// <summary>Whether a pod has ended all it was given.</summary>
    public bool IsDrained(string pod) => _router.InFlightOf(pod) == 0;

    public void Start(PodSnapshot pod, DateTimeOffset at)
    {
        Lose(pod.Name); // a process that starts again has lost what it had
        _pods[pod.Name] = new LoopPod(ledger.Open(new ReplicaIdentity("default", pod.Name, pod.Uid, pod.Node), at));
    }

    public void Ready(PodSnapshot pod, DateTimeOffset at)
    {
        var seconds = Seconds(at);
        var variant = options.Variants.First(variant => variant.Pods.Name == pod.Variant);
        _pods[pod.Name].Engine = new LoopReplica(variant.Engine, options.Model, at, seconds, request => Take(pod.Name, request));
        foreach (var assignment in _router.SetReady(pod.Name, seconds))
        {
            Send(assignment, seconds);
        }
    }

    public void Withdraw(PodSnapshot pod, DateTimeOffset at) => _router.SetUnready(pod.Name);

    public void Kill(PodSnapshot pod, DateTimeOffset at)
    {
        Lose(pod.Name);
        ledger.Close(_pods[pod.Name].Stream, at);
        _pods.Remove(pod.Name);
    }

    private void Lose(string pod)
    {
        foreach (var lost in _router.Remove(pod))
        {
            _underWay.Remove(lost.Id);
        }
    }

    private double Seconds(DateTimeOffset at) => (at - start).TotalSeconds;

    private void Send(Assignment assignment, double seconds)
    {
        if (_pods[assignment.Replica].Engine!.Offer(assignment.Request, seconds))
        {
            _underWay.Add(assignment.Request.Id, assignment.Request);
        }
        else
        {
            _router.Complete(assignment.Replica, assignment.Request.Id, succeeded: false);
        }
    }

    private void Take(string pod, in FinishedRequest request)
    {
        if (_underWay.Remove(request.Request.Id, out var routed) && _router.Complete(pod, routed.Id))
        {
            var came = routed.OfferedSeconds;
            _served.Add(new ServedRequest(came, request.FirstTokenAt - came, request.MeanItlSeconds, request.FinishedAt - came));
        }
    }
}
