namespace Wva.Simulation.Routing;

/// <summary>What became of the requests so far. Those offered are the sum of all others.</summary>
/// <param name="Offered">Requests that came.</param>
/// <param name="Completed">Requests that a replica has answered.</param>
/// <param name="Failed">Requests that were lost with their replica.</param>
/// <param name="TimedOut">Requests that met no ready replica for too long.</param>
/// <param name="Queued">Requests that wait at the router for a ready replica.</param>
/// <param name="InFlight">Requests that a replica has.</param>
public sealed record RouterCounts(long Offered, long Completed, long Failed, long TimedOut, int Queued, int InFlight);
