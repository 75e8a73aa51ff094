using System.Text.Json;

namespace Wva.Local.Tests.Cluster;

/// <summary>The simulated cluster as a user starts it: published programs, real sockets.</summary>
public sealed class UpClusterTests(PublishedFixture published) : IClassFixture<PublishedFixture>
{
    // A decision is due within 2 s; a machine that runs ten engines, ten agents and other tests on two cores may be late.
    private const double MaxDecisionMs = 2000 + 2000;

    private readonly PublishedFixture _published = published;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Replicas_follow_a_day_of_chat_on_the_cheaper_variant_first_and_go_again()
    {
        Assert.NotNull(_published);
        await using var run = await UpRun.StartAsync("--minutes", "2", "--plain");
        await run.WaitForAsync("l40s  1 serving", Stop);
        await run.WaitForEndAsync();

        Assert.Equal(0, run.ExitCode);
        var summary = run.Summary;
        Assert.Equal(
            "agents samples decisionP50Ms decisionP99Ms variants requests attainment cost",
            string.Join(' ', summary.EnumerateObject().Select(property => property.Name)));
        Assert.InRange(summary.GetProperty("decisionP99Ms").GetDouble(), 1, MaxDecisionMs);
        Assert.InRange(summary.GetProperty("agents").GetInt32(), 3, 7);
        var (cheap, dear) = (Variant(summary, "a10g"), Variant(summary, "l40s"));
        Assert.Equal(3, cheap.Peak); // full before the dearer one grows
        Assert.InRange(dear.Peak, 1, 4);
        Assert.True(cheap.Final + dear.Final < cheap.Peak + dear.Peak);
        Assert.True(Line(run, "a10g  2 serving") < Line(run, "l40s  1 serving"));
        Assert.Empty(run.LeftFolders);
        Assert.Empty(run.LeftProcesses);
    }

    [Theory]
    [InlineData("-INT", 130)]
    [InlineData("-TERM", 143)]
    public async Task A_signal_ends_it_with_a_summary_and_no_process_and_no_file_stays_behind(string signal, int exitCode)
    {
        await using var run = await UpRun.StartAsync("--plain");
        await run.WaitForAsync("a10g  2 serving", Stop);
        Assert.Equal(6, run.LeftProcesses.Count); // two aggregators, two engines, their agents
        Assert.True(File.Exists(run.ServerFile));

        await run.SignalAsync(signal);
        await run.WaitForEndAsync();

        Assert.Equal(exitCode, run.ExitCode);
        Assert.StartsWith("summary: ", run.Lines[^1], StringComparison.Ordinal);
        Assert.Empty(run.LeftFolders);
        Assert.Empty(run.LeftProcesses);
        Assert.False(File.Exists(run.ServerFile));
    }

    private static (int Peak, int Final) Variant(JsonElement summary, string name)
    {
        var variant = summary.GetProperty("variants").EnumerateArray().Single(variant => variant.GetProperty("name").GetString() == name);
        return (variant.GetProperty("peak").GetInt32(), variant.GetProperty("final").GetInt32());
    }

    private static int Line(UpRun run, string text) => run.Lines.ToList().FindIndex(line => line.Contains(text, StringComparison.Ordinal));
}
