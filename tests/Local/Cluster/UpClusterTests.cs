using System.Globalization;
using System.Text.Json;
using Wva.Replay.Loop;

namespace Wva.Local.Tests.Cluster;

/// <summary>The simulated cluster as a user starts it: published programs, real sockets.</summary>
public sealed class UpClusterTests(PublishedFixture published) : IClassFixture<PublishedFixture>
{
    // Due within 2 s on a machine that does nothing else; here other tests run beside some twenty processes on the same cores.
    private const double DueMs = 2000;
    private const double MaxMsBesideOtherTests = 4000;
    private const double LeastAttainment = 0.85;

    private readonly PublishedFixture _published = published;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_example_of_the_readme_holds_and_every_decision_comes_within_two_seconds()
    {
        Assert.NotNull(_published);
        await using var run = await UpRun.StartAsync("--minutes", "3", "--plain");
        await run.WaitForAsync("a10g  3 serving", Stop);
        await run.WaitForAsync("l40s  1 serving", Stop);
        await run.WaitForEndAsync();

        AssertScaledOutAndIn(run, FaultBudget.IsFull ? DueMs : MaxMsBesideOtherTests);
        if (FaultBudget.IsFull)
        {
            Assert.InRange(run.Summary.GetProperty("attainment").GetDouble(), LeastAttainment, 1);
        }
    }

    [Fact]
    public async Task A_trace_that_is_squeezed_is_played_whole()
    {
        Assert.NotNull(_published);
        await using var run = await UpRun.StartAsync(folder =>
        {
            var trace = Path.Combine(folder, "hour.csv");
            File.WriteAllText(trace, "arrival_ms,prompt_tokens,output_tokens\n" + string.Concat(Enumerable.Range(0, 3601).Select(second => string.Create(CultureInfo.InvariantCulture, $"{second * 1000},100,5\n"))));
            return ["--trace", trace, "--squeeze", "--rate", "2", "--minutes", "0.4", "--plain"];
        });
        await run.WaitForEndAsync();

        Assert.Equal(0, run.ExitCode);
        Assert.Contains(run.Lines, line => line == "requests    hour.csv: all of its 60 min in 0.2 min, 1 of 150 requests, 2 a second on average");
        Assert.InRange(run.Summary.GetProperty("requests").GetInt32(), 24 - 15, 24 + 15); // drawn: three standard deviations
    }

    [Theory]
    [InlineData("-INT", 130)]
    [InlineData("-TERM", 143, "aggregator-1")] // it is down when the run ends
    public async Task A_signal_ends_it_with_a_summary_and_no_process_and_no_file_stays_behind(string signal, int exitCode, params string[] killed)
    {
        await using var run = await UpRun.StartAsync("--plain");
        await run.WaitForAsync("a10g  2 serving", Stop);
        Assert.Equal(6, run.LeftProcesses.Count); // two aggregators, two engines, their agents
        Assert.True(File.Exists(run.ServerFile));

        await new RunProcesses(run).KillAggregatorsAsync(killed);
        await run.SignalAsync(signal);
        await run.WaitForEndAsync();

        Assert.Equal(exitCode, run.ExitCode);
        Assert.StartsWith("summary: ", run.Lines[^1], StringComparison.Ordinal);
        Assert.Empty(run.LeftFolders);
        Assert.Empty(run.LeftProcesses);
        Assert.False(File.Exists(run.ServerFile));
    }

    private static void AssertScaledOutAndIn(UpRun run, double maxDecisionMs)
    {
        Assert.Equal(0, run.ExitCode);
        var summary = run.Summary;
        TestContext.Current.TestOutputHelper?.WriteLine(run.Lines[^1]);
        Assert.Equal(
            "agents samples decisionP50Ms decisionP99Ms missed variants requests attainment cost",
            string.Join(' ', summary.EnumerateObject().Select(property => property.Name)));
        Assert.InRange(summary.GetProperty("decisionP99Ms").GetDouble(), 1, maxDecisionMs);
        Assert.Equal(0, summary.GetProperty("missed").GetInt32());
        AssertSizes(summary, seconds: 180, DemoFleet.MeanRequestsPerSecond);
        var (cheap, dear) = (Variant(summary, "a10g"), Variant(summary, "l40s"));
        Assert.Equal(3, cheap.Peak); // full before the dearer one grows
        Assert.InRange(dear.Peak, 1, 4);
        Assert.True(cheap.Final < cheap.Peak);
        Assert.Equal(0, dear.Final);
        Assert.InRange(Line(run, "default/a10g", "-> 3 "), 0, Line(run, "default/l40s", "0 -> "));
        Assert.Empty(run.LeftFolders);
        Assert.Empty(run.LeftProcesses);
    }

    private static void AssertSizes(JsonElement summary, double seconds, double requestsPerSecond)
    {
        // Two agents at a sample a second from the start on; at most seven, four times a second.
        Assert.InRange(summary.GetProperty("agents").GetInt32(), 3, 9);
        Assert.InRange(summary.GetProperty("samples").GetInt32(), seconds, 7 * 4 * seconds);

        // From the first answer on; drawn: four standard deviations.
        var requests = requestsPerSecond * (seconds - 12);
        Assert.InRange(summary.GetProperty("requests").GetInt32(), requests - (4 * Math.Sqrt(requests)), requests + (4 * Math.Sqrt(requests)));

        // No less than one a10g all the time, no more than everything.
        Assert.InRange(summary.GetProperty("cost").GetDouble(), 1.006 * seconds / 3600, ((3 * 1.006) + (4 * 1.861)) * seconds / 3600);
    }

    private static (int Peak, int Final) Variant(JsonElement summary, string name)
    {
        var variant = summary.GetProperty("variants").EnumerateArray().Single(variant => variant.GetProperty("name").GetString() == name);
        return (variant.GetProperty("peak").GetInt32(), variant.GetProperty("final").GetInt32());
    }

    private static int Line(UpRun run, string variant, string change) =>
        run.Lines.ToList().FindIndex(line => line.Contains(variant, StringComparison.Ordinal) && line.Contains(change, StringComparison.Ordinal));
}
