using Wva.Simulation.Engines;

namespace Wva.Benchmarks.Simulation;

/// <summary>Replicas, each request at the one that has the fewest: what a virtual cluster does between two decisions.</summary>
internal static class SimulatedFleet
{
    /// <summary>Plays a load to its end.</summary>
    /// <param name="engine">What each replica is.</param>
    /// <param name="count">How many.</param>
    /// <param name="load">The requests in the order of time.</param>
    /// <returns>The replicas as they are at the end.</returns>
    public static IReadOnlyList<SimulatedReplica> Play(EngineParameters engine, int count, IReadOnlyList<(double AtSeconds, EngineRequest Request)> load)
    {
        SimulatedReplica[] replicas = [.. Enumerable.Range(0, count).Select(_ => new SimulatedReplica(engine))];
        foreach (var (at, request) in load)
        {
            var least = replicas[0];
            foreach (var replica in replicas)
            {
                replica.AdvanceTo(at);
                least = replica.Outstanding < least.Outstanding ? replica : least;
            }

            least.Offer(request, at);
        }

        foreach (var replica in replicas)
        {
            while (!double.IsPositiveInfinity(replica.NextEventSeconds))
            {
                replica.AdvanceTo(replica.NextEventSeconds);
            }
        }

        return replicas;
    }
}
