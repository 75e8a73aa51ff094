using System.Globalization;
using Wva.Testing;

namespace Wva.Benchmarks.LoadStep;

/// <summary>
/// <c>load-step [fast]</c>: how long from a load step at an engine to an outsider seeing the raised value, over starts of the whole system at random phases of page, agent and cycle.
/// </summary>
internal static class LoadStepCommand
{
    /// <summary>The word on the command line.</summary>
    public const string Name = "load-step";

    private const int Starts = 20;
    private const int Seed = 4;
    private const int WrongUsage = 2;

    // Agent and aggregator are up by then and have published a first value; a start that is slower fails, it is not left out.
    private static readonly TimeSpan Calm = TimeSpan.FromSeconds(4);

    /// <summary>Runs all starts and prints a table.</summary>
    /// <param name="args">Nothing, or <c>fast</c>: the engine is near its threshold before the step, so that it is sampled fast.</param>
    /// <param name="output">Where the table goes.</param>
    /// <param name="errors">Where a complaint about the arguments goes.</param>
    /// <param name="stop">Ends it.</param>
    /// <returns>The exit code.</returns>
    /// <exception cref="InvalidOperationException">A start came to nothing.</exception>
    public static async Task<int> RunAsync(IReadOnlyList<string> args, TextWriter output, TextWriter errors, CancellationToken stop)
    {
        if (args is not ([] or ["fast"]))
        {
            await errors.WriteLineAsync($"{Name}: '{string.Join(' ', args)}' is no option; allowed: nothing, or 'fast'");
            return WrongUsage;
        }

        await PublishedPrograms.BuildAsync(stop);
        var pages = LoadStepPages.OfRecording(nearBefore: args.Count > 0);
        var phases = new Random(Seed);
        var results = new List<LoadStepResult>();
        await output.WriteLineAsync("| start | step at s | step to read ms | read to seen ms | step to seen ms |\n| --- | --- | --- | --- | --- |");
        for (var start = 1; start <= Starts; start++)
        {
            var at = Calm + TimeSpan.FromSeconds(phases.NextDouble());
            var result = await LoadStepStart.RunAsync(pages, at, stop);
            results.Add(result);
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"| {start} | {at.TotalSeconds:0.000} | {Cells(result)} |"));
        }

        foreach (var (name, share) in new[] { ("p50", 0.50), ("p99", 0.99) })
        {
            await output.WriteLineAsync($"| **{name}** | | {Cells(new LoadStepResult(Rank(results, share, r => r.Read), Rank(results, share, r => r.Publish), Rank(results, share, r => r.Whole)))} |");
        }

        return 0;
    }

    private static string Cells(LoadStepResult result) => string.Create(
        CultureInfo.InvariantCulture,
        $"{result.Read.TotalMilliseconds:0} | {result.Publish.TotalMilliseconds:0} | {result.Whole.TotalMilliseconds:0}");

    // Nearest rank: of 20 values the 99th percentile is the worst one.
    private static TimeSpan Rank(List<LoadStepResult> results, double share, Func<LoadStepResult, TimeSpan> value) =>
        results.Select(value).Order().ElementAt((int)Math.Ceiling(share * results.Count) - 1);
}
