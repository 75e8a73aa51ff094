using Wva.Simulation.Engines;
using Wva.Simulation.Fitting;
using Wva.Simulation.Recordings;

namespace Wva.Simulation.Tests.Fitting;

/// <summary>The recording <c>step</c> against the model, whose speed is fitted to the first 150 s.</summary>
internal static class StepReplay
{
    private const double FitSeconds = 150;

    public static RecordingReplay Run(int seed, Func<EngineParameters, IReplicaObserver, SimulatedReplica>? engine = null) => RecordingReplay.Of(
        RecordingReader.ReadAll(RecordedFile.Pages("step")),
        RecordedRequests.Read(RecordedFile.Requests("step")),
        RecordedServer.Step.Limits,
        RecordedServer.Step.Mix,
        FitSeconds,
        FitSeconds,
        new Random(seed),
        engine);
}
