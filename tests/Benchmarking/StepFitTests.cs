using System.Globalization;
using System.Text.RegularExpressions;
using Wva.Benchmarks.Simulation;
using Wva.Simulation.Fitting;
using Wva.Testing;

namespace Wva.Benchmarking.Tests;

/// <summary>What Simulation's README shows of the model against a real engine is what the model does now.</summary>
public sealed partial class StepFitTests
{
    private const double Rounding = 0.11; // a drawing has a decimal

    private static readonly Lazy<RecordingReplay> Replay = new(() => StepFitCommand.Replay(StepFitCommand.Beginning, StepFitCommand.Beginning, seed: 1));

    [Fact]
    public void The_table_of_errors_is_what_the_model_does()
    {
        RequireRecordings();
        Assert.Contains(StepFitCommand.Table(Replay.Value, StepFitCommand.Beginning), Committed("shared/Simulation/README.md"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_drawing_is_what_the_model_does()
    {
        RequireRecordings();
        var (drawn, committed) = (StepFitCommand.Draw(Replay.Value, StepFitCommand.Beginning), Committed(StepFitCommand.Drawing));

        Assert.Equal(Number().Replace(committed, "N"), Number().Replace(drawn, "N"));
        Assert.All(Numbers(committed).Zip(Numbers(drawn)), pair => Assert.InRange(pair.Second, pair.First - Rounding, pair.First + Rounding));
    }

    private static void RequireRecordings() => Assert.SkipWhen(SharedFolder.Path is null, "../shared/recordings is missing: record the /metrics of a vLLM server once a second, in the form of shared/Simulation/README.md");

    private static string Committed(string file) => File.ReadAllText(Path.Combine(Checkout.Root, file));

    private static double[] Numbers(string text) => [.. Number().Matches(text).Select(match => double.Parse(match.Value, CultureInfo.InvariantCulture))];

    [GeneratedRegex(@"-?\d+(\.\d+)?", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Number();
}
