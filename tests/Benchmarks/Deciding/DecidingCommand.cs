using System.Globalization;
using Wva.Benchmarks.Measuring;
using Wva.Scaling;
using Wva.Scaling.Inputs;

namespace Wva.Benchmarks.Deciding;

/// <summary><c>deciding</c>: one pass of the decision core over a fleet, with what it allocates, and that its time grows with the models and nothing else.</summary>
internal static class DecidingCommand
{
    /// <summary>The word on the command line.</summary>
    public const string Name = "deciding";

    private static readonly int[] Counts = [10, 100, 1_000, 10_000];

    private const int WarmUps = 120;

    private static readonly NumberOption[] Options = [new("--most", 10_000, 10, 10_000), new("--passes", 9, 1, 1_000)];

    /// <summary>Decides all and prints a table.</summary>
    public static async Task<int> RunAsync(IReadOnlyList<string> args, TextWriter output, TextWriter errors, CancellationToken stop)
    {
        if (NumberOptions.Read(Options, args, out var error) is not { } options)
        {
            await errors.WriteLineAsync($"{Name}: {error}");
            return 2;
        }

        await output.WriteLineAsync(RunHeading.Write("Deciding a fleet", [Name, .. args]));
        foreach (var (analyzer, limiter) in Settings())
        {
            WarmUp(analyzer, limiter);
        }

        var table = new MarkdownTable("analyzer", "limiter", "models", "median ms", "least ms", "MiB a pass", "µs a model");
        foreach (var (analyzer, limiter) in Settings())
        {
            await errors.WriteLineAsync($"{analyzer}, limiter {limiter} ...");
            var least = new List<double>();
            var counts = Counts.Where(count => count <= options.Whole("--most")).ToArray();
            foreach (var count in counts)
            {
                stop.ThrowIfCancellationRequested();
                least.Add(Add(table, analyzer, limiter, count, options.Whole("--passes")));
            }

            await errors.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"a model at {counts[^1]} costs {least[^1] / counts[^1] / (least[^2] / counts[^2]):F2} times what it costs at {counts[^2]}"));
        }

        await output.WriteLineAsync(table.ToString());
        return 0;
    }

    private static IEnumerable<(string Analyzer, bool Limiter)> Settings()
        => from analyzer in new[] { AnalyzerNames.Percentage, AnalyzerNames.Saturation } from limiter in new[] { false, true } select (analyzer, limiter);

    /// <summary>The runtime compiles anew what it has seen often.</summary>
    private static void WarmUp(string analyzer, bool limiter)
    {
        var (fleet, policy, learned) = (DecidingFleet.Of(100), DecidingFleet.Policy(analyzer, limiter, 100), LearnedState.Settled);
        for (var i = 0; i < WarmUps; i++)
        {
            (_, learned) = ScalingCore.Decide(fleet, policy, learned);
        }
    }

    /// <summary>Least milliseconds of a pass on one core.</summary>
    private static double Add(MarkdownTable table, string analyzer, bool limiter, int count, int passes)
    {
        var policy = DecidingFleet.Policy(analyzer, limiter, count);
        var fleet = DecidingFleet.Of(count);
        var learned = ScalingCore.Decide(fleet, policy, LearnedState.Settled).Learned;
        for (var i = 0; i < 3; i++)
        {
            (_, learned) = ScalingCore.Decide(fleet, policy, learned); // what can be learned is by then
        }

        var times = new List<double>();
        long bytes = 0;
        for (var i = 0; i < passes; i++)
        {
            var (before, from) = (GC.GetAllocatedBytesForCurrentThread(), Environment.CpuUsage.TotalTime);
            (_, learned) = ScalingCore.Decide(fleet with { Now = fleet.Now.AddSeconds(i + 1) }, policy, learned);
            times.Add((Environment.CpuUsage.TotalTime - from).TotalMilliseconds);
            bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        table.Add(
            analyzer,
            limiter ? "on" : "off",
            count.ToString("N0", CultureInfo.InvariantCulture),
            Ranking.At(times, 0.5).ToString("F2", CultureInfo.InvariantCulture),
            times.Min().ToString("F2", CultureInfo.InvariantCulture),
            (bytes / 1024.0 / 1024).ToString("F2", CultureInfo.InvariantCulture),
            (times.Min() * 1000 / count).ToString("F1", CultureInfo.InvariantCulture));
        return times.Min();
    }
}
