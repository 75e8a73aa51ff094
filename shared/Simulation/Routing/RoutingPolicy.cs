namespace Wva.Simulation.Routing;

/// <summary>How a router chooses among the replicas that are ready.</summary>
public enum RoutingPolicy
{
    /// <summary>The one with fewest requests running and waiting; of several the one that has been ready longest.</summary>
    LeastLoaded = 0,

    /// <summary>One after the other, in the order in which they became ready.</summary>
    RoundRobin = 1,
}
