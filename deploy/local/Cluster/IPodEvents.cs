using Wva.Simulation.Engines;
using Wva.Simulation.Serving;

namespace Wva.Local.Cluster;

/// <summary>What processes of pods tell. Called from anywhere; returns at once.</summary>
internal interface IPodEvents
{
    /// <summary>The engine answers.</summary>
    void Answers(string pod);

    /// <summary>The pod was told to go: it ends what it has.</summary>
    void Withdrawn(string pod);

    /// <summary>The engine's process has ended by itself.</summary>
    void EngineEnded(string pod);

    /// <summary>The engine has ended a request.</summary>
    void RequestEnded(string pod, AnswerLine answer);

    /// <summary>The engine's gauges have changed.</summary>
    /// <param name="pod">The pod.</param>
    /// <param name="gauges">What they show.</param>
    /// <param name="timestamp">When that was seen, by the clock's time stamps.</param>
    void Shows(string pod, EngineGauges gauges, long timestamp);

    /// <summary>Something broke that nothing here mends.</summary>
    void Broke(Exception exception);
}
