using Wva.Simulation.Traces;
using Wva.Testing;

namespace Wva.Benchmarks.Simulation;

/// <summary>Requests for the benchmark of the simulation, in the order of time.</summary>
internal static class SimulatedDay
{
    private const double SecondsADay = 86_400;
    private const double DayRate = 500_000 / SecondsADay;
    private const int MaxPromptTokens = 16_000;
    private const int MaxOutputTokens = 2_000;

    private static readonly LogNormal Prompts = new(700, 1.0);
    private static readonly LogNormal Outputs = new(150, 0.9);

    /// <summary>So many requests at 500,000 a day, at random moments, lengths spread like chat's.</summary>
    public static TraceRequest[] Made(int requests, Random random)
    {
        var at = 0.0;
        return [.. Enumerable.Range(0, requests).Select(_ => new TraceRequest(
            at -= Math.Log(1 - random.NextDouble()) / DayRate,
            (int)Math.Clamp(Prompts.Draw(random), 1, MaxPromptTokens),
            (int)Math.Clamp(Outputs.Draw(random), 1, MaxOutputTokens)))];
    }

    /// <summary>A day of a trace.</summary>
    /// <param name="name">Its name, in the folder of traces.</param>
    /// <returns>The requests; null where that folder is not there.</returns>
    public static TraceRequest[]? Traced(string name) => SharedFolder.File($"traces/{name}.csv.gz") is { } path ? [.. TraceReader.Read(path)] : null;
}
