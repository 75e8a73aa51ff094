using System.Globalization;
using Wva.Benchmarks.Measuring;
using Wva.Testing;

namespace Wva.Benchmarks.LoadStep;

/// <summary>
/// <c>load-step [fast] [--steps N]</c>: how long from a load step at a simulated engine to an outsider seeing the raised value, over starts of the whole system at random phases of page, agent and cycle.
/// </summary>
internal static class LoadStepCommand
{
    /// <summary>The word on the command line.</summary>
    public const string Name = "load-step";

    private const string Fast = "fast";
    private const int Seed = 4;
    private const int WrongUsage = 2;

    private static readonly NumberOption[] Options = [new("--steps", 20, 1, 1000)];

    // The agent is up by then and a first value is published; a start that is slower fails, it is not left out.
    private static readonly TimeSpan Calm = TimeSpan.FromSeconds(4);

    /// <summary>Runs all starts and prints a table.</summary>
    /// <param name="args">Perhaps <c>fast</c>: the engine is near its threshold before the step, so that it is sampled fast; then options.</param>
    /// <param name="output">Where the table goes.</param>
    /// <param name="errors">Where a complaint about the arguments goes.</param>
    /// <param name="stop">Ends it.</param>
    /// <returns>The exit code.</returns>
    /// <exception cref="InvalidOperationException">A start came to nothing.</exception>
    public static async Task<int> RunAsync(IReadOnlyList<string> args, TextWriter output, TextWriter errors, CancellationToken stop)
    {
        var isFast = args is [Fast, ..];
        if (NumberOptions.Read(Options, [.. args.Skip(isFast ? 1 : 0)], out var error) is not { } options)
        {
            await errors.WriteLineAsync($"{Name}: {error}; before it perhaps '{Fast}'");
            return WrongUsage;
        }

        await PublishedPrograms.BuildAsync(stop);
        await output.WriteLineAsync(RunHeading.Write("Load step to decision", [Name, .. args]));
        await output.WriteLineAsync(await TableAsync(isFast ? SteppedLoad.NearThreshold : SteppedLoad.AtEase, options.Whole("--steps"), errors, stop));
        return 0;
    }

    private static async Task<string> TableAsync(SteppedLoad load, int steps, TextWriter errors, CancellationToken stop)
    {
        var phases = new Random(Seed);
        var results = new List<LoadStepResult>();
        var table = new MarkdownTable("start", "step at s", "step to read ms", "read to seen ms", "step to seen ms");
        for (var start = 1; start <= steps; start++)
        {
            var at = Calm + TimeSpan.FromSeconds(phases.NextDouble());
            var result = await LoadStepStart.RunAsync(load, at, stop);
            results.Add(result);
            table.Add(start.ToString(CultureInfo.InvariantCulture), at.TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture), Whole(result.Read.TotalMilliseconds), Whole(result.Publish.TotalMilliseconds), Whole(result.Whole.TotalMilliseconds));
            await errors.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{start} of {steps}: {result.Whole.TotalMilliseconds:0} ms"));
        }

        foreach (var (name, share) in new[] { ("**p50**", 0.50), ("**p99**", 0.99) })
        {
            table.Add([name, "", .. Ranks(results, share)]);
        }

        return table.ToString();
    }

    private static string[] Ranks(List<LoadStepResult> results, double share) =>
    [
        Rank(results, share, static result => result.Read),
        Rank(results, share, static result => result.Publish),
        Rank(results, share, static result => result.Whole),
    ];

    private static string Rank(List<LoadStepResult> results, double share, Func<LoadStepResult, TimeSpan> time) =>
        Whole(Ranking.At([.. results.Select(result => time(result).TotalMilliseconds)], share));

    private static string Whole(double milliseconds) => milliseconds.ToString("0", CultureInfo.InvariantCulture);
}
