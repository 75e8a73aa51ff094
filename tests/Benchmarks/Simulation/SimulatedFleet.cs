using System.Globalization;
using Wva.Simulation.Engines;
using Wva.Simulation.Routing;
using Wva.Simulation.Traces;

namespace Wva.Benchmarks.Simulation;

/// <summary>Replicas behind a router: what a virtual cluster does between two decisions.</summary>
internal sealed class SimulatedFleet
{
    private readonly Router _router = new(RoutingPolicy.LeastLoaded, TimeSpan.Zero); // all are ready, nobody waits for one
    private readonly Dictionary<string, SimulatedReplica> _replicas = new(StringComparer.Ordinal);

    private SimulatedFleet(EngineParameters engine, int count)
    {
        foreach (var name in Enumerable.Range(0, count).Select(static i => i.ToString(CultureInfo.InvariantCulture)))
        {
            _replicas[name] = new SimulatedReplica(engine, observer: new Ends(_router, name));
            _router.SetReady(name, 0);
        }
    }

    /// <summary>Plays a load to its end.</summary>
    /// <param name="engine">What each replica is.</param>
    /// <param name="count">How many.</param>
    /// <param name="load">The requests in the order of time.</param>
    /// <returns>The replicas as they are at the end.</returns>
    public static IReadOnlyCollection<SimulatedReplica> Play(EngineParameters engine, int count, IReadOnlyList<TraceRequest> load)
    {
        var fleet = new SimulatedFleet(engine, count);
        for (var i = 0; i < load.Count; i++)
        {
            fleet.Offer(i, load[i]);
        }

        foreach (var replica in fleet._replicas.Values)
        {
            while (!double.IsPositiveInfinity(replica.NextEventSeconds))
            {
                replica.AdvanceTo(replica.NextEventSeconds);
            }
        }

        return fleet._replicas.Values;
    }

    private void Offer(long id, TraceRequest request)
    {
        foreach (var replica in _replicas.Values)
        {
            replica.AdvanceTo(request.ArrivalSeconds);
        }

        var given = _router.Offer(new RoutedRequest(id, request, request.ArrivalSeconds))!.Value;
        if (_replicas[given.Replica].Offer(new EngineRequest(id, request.PromptTokens, request.OutputTokens, request.CachedTokens), request.ArrivalSeconds) != OfferResult.Queued)
        {
            _router.Complete(given.Replica, id, succeeded: false);
        }
    }

    private sealed class Ends(Router router, string replica) : IReplicaObserver
    {
        public void FirstToken(in EngineRequest request, double atSeconds)
        {
            // Only its end frees a place.
        }

        public void Finished(in FinishedRequest request) => router.Complete(replica, request.Request.Id);
    }
}
