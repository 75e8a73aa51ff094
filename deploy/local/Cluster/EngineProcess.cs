using Wva.Simulation.Serving;

namespace Wva.Local.Cluster;

/// <summary>This program as a simulated engine: a process of its own, which can be killed like one.</summary>
internal static class EngineProcess
{
    /// <summary>Serves until told to stop.</summary>
    public static async Task RunAsync(string[] arguments, TimeProvider time, CancellationToken stop)
    {
        await using var engine = SimulatedEngine.Start(EngineArguments.Read(arguments), time);
        await Task.Delay(Timeout.InfiniteTimeSpan, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
