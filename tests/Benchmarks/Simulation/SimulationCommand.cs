using System.Globalization;
using Wva.Benchmarks.Measuring;
using Wva.Simulation.Engines;
using Wva.Simulation.Traces;

namespace Wva.Benchmarks.Simulation;

/// <summary><c>simulation</c>: how fast a fleet of simulated replicas is played, and that the time grows with the requests and nothing else.</summary>
internal static class SimulationCommand
{
    /// <summary>The word on the command line.</summary>
    public const string Name = "simulation";

    private const string Profile = "llama-70b-fp8-h200-tp1";
    private const string Trace = "servegen-mlarge-day9";
    private const int Dozen = 12;
    private const int WarmUps = 8;
    private const int Passes = 3;

    private static readonly int[] Counts = [62_500, 125_000, 250_000, 500_000, 1_000_000];

    /// <summary>Plays all and prints a table.</summary>
    public static async Task<int> RunAsync(IReadOnlyList<string> args, TextWriter output, TextWriter errors, CancellationToken stop)
    {
        if (NumberOptions.Read([], args, out var error) is null)
        {
            await errors.WriteLineAsync($"{Name}: {error}");
            return 2;
        }

        await output.WriteLineAsync(RunHeading.Write("Simulated replicas", [Name]));
        for (var i = 0; i < WarmUps; i++)
        {
            Play(SimulatedDay.Made(Counts[0], new Random(1)), Dozen); // compiled, and anew what is seen often, by then
        }

        var table = new MarkdownTable("load", "requests", "replicas", "s of one core", "requests a second", "iterations", "tokens", "preemptions");
        var points = new List<(double X, double Y)>();
        foreach (var count in Counts)
        {
            stop.ThrowIfCancellationRequested();
            var seconds = Add(table, "made, 500,000 a day", SimulatedDay.Made(count, new Random(1)), Dozen);
            points.Add((count / 1000.0, seconds));
        }

        if (SimulatedDay.Traced(Trace) is { } day)
        {
            Add(table, Trace, day, Dozen);
            Add(table, Trace + ", nearly full", day, 4);
        }

        await output.WriteLineAsync(table.ToString());
        var line = LinearFit.Of(points);
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"The line through the made loads: {line.Intercept:F3} s + {line.Slope * 1000:F3} ms a thousand requests, R² {line.Determination:F4}."));
        return 0;
    }

    private static double Add(MarkdownTable table, string name, TraceRequest[] load, int replicas)
    {
        var (played, seconds) = Enumerable.Range(0, Passes).Select(_ => Play(load, replicas)).MinBy(pass => pass.Seconds);
        table.Add(
            name,
            Whole(load.Length),
            Whole(replicas),
            seconds.ToString("F2", CultureInfo.InvariantCulture),
            Whole(load.Length / seconds),
            Whole(played.Sum(replica => replica.Meters.IterationTokens.Count)),
            Whole(played.Sum(replica => replica.Meters.GenerationTokens)),
            Whole(played.Sum(replica => replica.Meters.Preemptions)));
        return seconds;
    }

    private static (IReadOnlyCollection<SimulatedReplica> Replicas, double Seconds) Play(TraceRequest[] load, int replicas)
    {
        var before = Environment.CpuUsage.TotalTime;
        var played = SimulatedFleet.Play(EngineProfiles.Find(Profile)!, replicas, load);
        return (played, (Environment.CpuUsage.TotalTime - before).TotalSeconds);
    }

    private static string Whole(double number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
