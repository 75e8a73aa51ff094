using System.Globalization;
using Wva.Benchmarks.Measuring;
using Wva.Simulation.Fitting;
using Wva.Simulation.Recordings;
using Wva.Testing;

namespace Wva.Benchmarks.Simulation;

/// <summary><c>step-fit</c>: the model against the recording <c>step</c>: fitted to its beginning, played over the rest, drawn over what the real engine showed.</summary>
internal static class StepFitCommand
{
    /// <summary>The word on the command line.</summary>
    public const string Name = "step-fit";

    /// <summary>The drawing that is committed.</summary>
    public const string Drawing = "shared/Simulation/Engines/step-fit.svg";
    private const string RecordedColour = "#999999";
    private const string ReplayedColour = "#1f6fd0";

    /// <summary>The seconds of the recording that the speed is fitted to where nothing else is asked for; what comes after is compared.</summary>
    public const double Beginning = 150;

    private static readonly NumberOption[] Options = [new("--fit", Beginning, 60, 510), new("--from", Beginning, 0, 400), new("--seed", 1, 0, int.MaxValue), NumberOption.Switch("--draw")];

    /// <summary>Fits, replays, draws, and prints a table.</summary>
    public static async Task<int> RunAsync(IReadOnlyList<string> args, TextWriter output, TextWriter errors, CancellationToken stop)
    {
        if (NumberOptions.Read(Options, args, out var error) is not { } options)
        {
            await errors.WriteLineAsync($"{Name}: {error}");
            return 2;
        }

        var fitSeconds = options["--fit"];
        await output.WriteLineAsync(RunHeading.Write("The model against a real engine", [Name, .. args]));
        var replay = Replay(fitSeconds, options["--from"], options.Whole("--seed"));
        await output.WriteLineAsync(Describe(replay, options["--from"]));
        if (options.IsOn("--draw"))
        {
            await File.WriteAllTextAsync(Path.Combine(Checkout.Root, Drawing), Draw(replay, fitSeconds), stop);
            await errors.WriteLineAsync($"{Drawing} is written");
        }

        return 0;
    }

    /// <summary>Fits and plays.</summary>
    /// <param name="fitSeconds">The part that the speed is fitted to.</param>
    /// <param name="fromSeconds">What is compared begins here.</param>
    /// <param name="seed">Draws which prompts begin with a shared prefix.</param>
    public static RecordingReplay Replay(double fitSeconds, double fromSeconds, int seed) => RecordingReplay.Of(
        RecordedInput.Pages("step"),
        RecordedRequests.Read(SharedFolder.File("recordings/step.requests.csv")!),
        RecordedServer.Step.Limits,
        RecordedServer.Step.Mix,
        fitSeconds,
        fromSeconds,
        new Random(seed));

    /// <summary>How near the model is, as the README of Simulation shows it.</summary>
    public static string Table(RecordingReplay replay, double fromSeconds)
    {
        var rest = replay.Rest;
        var table = new MarkdownTable(string.Create(CultureInfo.InvariantCulture, $"after the first {fromSeconds} s"), "recorded", "simulated", "error");
        Add(table, "median TTFT, s", rest.MedianTtftSeconds, "F2");
        Add(table, "most waiting", rest.PeakWaiting, "F0");
        Add(table, "running, mean", rest.MeanRunning, "F1");
        Add(table, "KV use, mean", rest.MeanKvCacheUsage, "F3");
        Add(table, "preemptions", rest.Preemptions, "F0");
        Add(table, "prompt tokens from the prefix cache", rest.PrefixCacheHits, "N0");
        Add(table, "tokens given", rest.GenerationTokens, "N0");
        return table.ToString();
    }

    /// <summary>Draws it over what the real engine showed.</summary>
    public static string Draw(RecordingReplay replay, double fitSeconds)
    {
        var ttfts = new SvgPanel(
            "time to first token, seconds, by the moment of sending",
            IsScatter: true,
            [
                new(RecordedColour, [.. replay.Ttfts.Select(request => (request.SentSeconds, request.RecordedTtft ?? double.NaN))]),
                new(ReplayedColour, [.. replay.Ttfts.Select(request => (request.SentSeconds, request.ReplayedTtft ?? double.NaN))]),
            ]);
        return SvgChart.Draw(
            [
                Panel("requests running", replay, point => point.Gauges.Running),
                Panel("requests waiting", replay, point => point.Gauges.Waiting),
                Panel("KV cache in use, share", replay, point => point.Gauges.KvCacheUsage),
                Panel("preemptions since the start", replay, point => point.Preemptions),
                ttfts,
            ],
            replay.Recorded[^1].AtSeconds,
            fitSeconds,
            [(RecordedColour, "vLLM, recorded"), (ReplayedColour, "the model, given the same requests"), ("#f0f0f0", "the part its speed was fitted to")]);
    }

    private static string Describe(RecordingReplay replay, double fromSeconds)
    {
        var speed = replay.Fit.Speed;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"Fitted: alpha {speed.AlphaMs:F2} ms, beta {speed.BetaMs:F3} ms a sequence, p {speed.PrefillMsPerToken:F3} ms a prompt token, k {speed.ContextMsPerKtoken:F2} ms a thousand tokens of context; {replay.Fit.Intervals} intervals, off by {replay.Fit.MeanRelativeError:P0} on average.\n\n{Table(replay, fromSeconds)}");
    }

    private static void Add(MarkdownTable table, string name, ComparedNumber number, string format) => table.Add(
        name,
        number.Recorded.ToString(format, CultureInfo.InvariantCulture),
        number.Replayed.ToString(format, CultureInfo.InvariantCulture),
        number.RelativeError.ToString("+0 %;-0 %", CultureInfo.InvariantCulture));

    private static SvgPanel Panel(string title, RecordingReplay replay, Func<PagePoint, double> number) => new(
        title,
        IsScatter: false,
        [
            new(RecordedColour, [.. replay.Recorded.Select(point => (point.AtSeconds, number(point)))]),
            new(ReplayedColour, [.. replay.Replayed.Points.Select(point => (point.AtSeconds, number(point)))]),
        ]);
}
