namespace Wva.Simulation.Engines;

/// <summary>Hears what happens to requests, in the order of time, while a replica is advanced. It must not call the replica.</summary>
public interface IReplicaObserver
{
    /// <summary>A request has its first token. Comes once a request, before <see cref="Finished"/>.</summary>
    /// <param name="request">The request.</param>
    /// <param name="atSeconds">When the iteration ended that gave it.</param>
    void FirstToken(in EngineRequest request, double atSeconds);

    /// <summary>A request has its last token.</summary>
    /// <param name="request">What became of it.</param>
    void Finished(in FinishedRequest request);
}
