using Wva.Simulation.Engines;
using Wva.Simulation.Fitting;
using Wva.Simulation.Recordings;

namespace Wva.Simulation.Tests.Fitting;

/// <summary>The recording <c>step</c> against the model, compared from 150 s on.</summary>
internal static class StepReplay
{
    /// <summary>The beginning: the last half minute of it is overload.</summary>
    public const double Beginning = 150;

    /// <summary>All of the recording.</summary>
    public const double Whole = 510;

    /// <summary>Fits and plays.</summary>
    /// <param name="seed">Draws which prompts begin with a shared prefix.</param>
    /// <param name="fitSeconds">The part that the speed is fitted to.</param>
    /// <param name="engine">Makes the engine; null: the model as it is.</param>
    public static RecordingReplay Run(int seed, double fitSeconds = Beginning, Func<EngineParameters, IReplicaObserver, SimulatedReplica>? engine = null) => RecordingReplay.Of(
        RecordingReader.ReadAll(RecordedFile.Pages("step")),
        RecordedRequests.Read(RecordedFile.Requests("step")),
        RecordedServer.Step.Limits,
        RecordedServer.Step.Mix,
        fitSeconds,
        Beginning,
        new Random(seed),
        engine);
}
