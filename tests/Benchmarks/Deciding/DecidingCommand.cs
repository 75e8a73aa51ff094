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

        var table = new MarkdownTable("analyzer", "limiter", "pass", "models", "median ms", "least ms", "collecting ms", "MiB a pass", "µs a model");
        var counts = Counts.Where(count => count <= options.Whole("--most")).ToArray();
        var linearity = new List<string>();
        foreach (var (analyzer, limiter) in Settings())
        {
            foreach (var isStep in new[] { false, true })
            {
                await errors.WriteLineAsync($"{analyzer}, limiter {limiter}, {Pass(isStep)} ...");
                var least = new List<double>();
                foreach (var count in counts)
                {
                    stop.ThrowIfCancellationRequested();
                    least.Add(Add(table, new Setting(analyzer, limiter, isStep, count), options.Whole("--passes")));
                }

                linearity.Add(string.Create(CultureInfo.InvariantCulture, $"{analyzer}, limiter {On(limiter)}, {Pass(isStep)}: a model at {counts[^1]:N0} costs {least[^1] / counts[^1] / (least[^2] / counts[^2]):F2} times what it costs at {counts[^2]:N0}."));
            }
        }

        await output.WriteLineAsync(table.ToString());
        await output.WriteLineAsync(string.Join('\n', linearity.Select(line => $"- {line}")));
        return 0;
    }

    /// <summary>What is timed.</summary>
    /// <param name="Analyzer">The analyzer.</param>
    /// <param name="Limiter">Whether GPUs are counted.</param>
    /// <param name="IsStep">Whether all load has just risen, so that most models grow; else nothing has changed.</param>
    /// <param name="Models">How many models.</param>
    private readonly record struct Setting(string Analyzer, bool Limiter, bool IsStep, int Models);

    private static string On(bool limiter) => limiter ? "on" : "off";

    private static string Pass(bool isStep) => isStep ? "load step" : "steady";

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

    /// <summary>Least milliseconds of a pass on one core, collections included.</summary>
    private static double Add(MarkdownTable table, Setting setting, int passes)
    {
        var policy = DecidingFleet.Policy(setting.Analyzer, setting.Limiter, setting.Models);
        var fleet = DecidingFleet.Of(setting.Models);
        var learned = ScalingCore.Decide(fleet, policy, LearnedState.Settled).Learned;
        for (var i = 0; i < 3; i++)
        {
            (_, learned) = ScalingCore.Decide(fleet, policy, learned); // what can be learned is by then
        }

        var timed = setting.IsStep ? DecidingFleet.Of(setting.Models, more: 0.4) : fleet;
        var times = new List<(double Milliseconds, double Collecting, long Bytes)>();
        for (var i = 0; i < passes; i++)
        {
            var (bytes, pause, from) = (GC.GetAllocatedBytesForCurrentThread(), GC.GetTotalPauseDuration(), Environment.CpuUsage.TotalTime);
            _ = ScalingCore.Decide(timed with { Now = fleet.Now.AddSeconds(1) }, policy, learned);
            times.Add(((Environment.CpuUsage.TotalTime - from).TotalMilliseconds, (GC.GetTotalPauseDuration() - pause).TotalMilliseconds, GC.GetAllocatedBytesForCurrentThread() - bytes));
        }

        var least = times.MinBy(time => time.Milliseconds);
        table.Add(
            setting.Analyzer,
            On(setting.Limiter),
            Pass(setting.IsStep),
            setting.Models.ToString("N0", CultureInfo.InvariantCulture),
            Ranking.At([.. times.Select(time => time.Milliseconds)], 0.5).ToString("F2", CultureInfo.InvariantCulture),
            least.Milliseconds.ToString("F2", CultureInfo.InvariantCulture),
            least.Collecting.ToString("F2", CultureInfo.InvariantCulture),
            (least.Bytes / 1024.0 / 1024).ToString("F2", CultureInfo.InvariantCulture),
            (least.Milliseconds * 1000 / setting.Models).ToString("F1", CultureInfo.InvariantCulture));
        return least.Milliseconds;
    }
}
