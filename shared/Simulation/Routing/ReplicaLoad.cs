namespace Wva.Simulation.Routing;

/// <summary>A replica as the router knows it: whether it may get requests, and which it has.</summary>
internal sealed class ReplicaLoad(string name)
{
    public string Name { get; } = name;

    public bool IsReady { get; set; }

    /// <summary>When it became ready, as a number that rises from replica to replica.</summary>
    public long Age { get; set; }

    public Dictionary<long, RoutedRequest> InFlight { get; } = [];
}
