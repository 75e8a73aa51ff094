using Wva.Simulation.Engines;

namespace Wva.Simulation.Tests.Engines;

/// <summary>Writes down what a replica reports.</summary>
internal sealed class Outcome : IReplicaObserver
{
    public List<FinishedRequest> Finished { get; } = [];

    public List<(long Id, double At)> FirstTokens { get; } = [];

    public FinishedRequest this[long id] => Finished.Single(request => request.Request.Id == id);

    void IReplicaObserver.FirstToken(in EngineRequest request, double atSeconds) => FirstTokens.Add((request.Id, atSeconds));

    void IReplicaObserver.Finished(in FinishedRequest request) => Finished.Add(request);
}
