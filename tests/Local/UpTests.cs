using Wva.Testing;

namespace Wva.Local.Tests;

/// <summary>The published programs, started by the script that a user types.</summary>
public sealed class UpTests(PublishedFixture published) : IClassFixture<PublishedFixture>
{
    private const double MaxDecisionMs = 2000;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly PublishedFixture _published = published;

    [Fact]
    public async Task Desired_replicas_rise_when_the_queue_does_and_nothing_stays_behind()
    {
        await using var run = await StartAsync("--from", "110", "--minutes", "0.6", "--plain");
        await run.WaitForAsync("periods", Stop);
        await run.WaitForEndAsync();

        Assert.Equal(0, run.ExitCode);
        AssertShowsTheStep(run, seconds: 36);
        Assert.Empty(run.LeftFolders);
        Assert.Empty(run.LeftProcesses);
    }

    [Fact]
    public async Task The_example_of_the_readme_holds()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariables().Contains("WVA_TESTS_FULL"), "takes three minutes: tests/run --full");
        await using var run = await StartAsync("--from", "100", "--minutes", "3", "--plain");
        await run.WaitForEndAsync();

        Assert.Equal(0, run.ExitCode);
        AssertShowsTheStep(run, seconds: 180);
    }

    [Theory]
    [InlineData("-INT", 130)]
    [InlineData("-TERM", 143)]
    public async Task A_signal_ends_it_with_a_summary_and_nothing_stays_behind(string signal, int exitCode)
    {
        await using var run = await StartAsync();
        await run.WaitForAsync("recorded: none -> 1", Stop);

        await run.SignalAsync(signal);
        await run.WaitForEndAsync();

        Assert.Equal(exitCode, run.ExitCode);
        Assert.StartsWith("summary: ", run.Lines[^1], StringComparison.Ordinal);
        Assert.Equal(1, run.Summary.GetProperty("variants")[0].GetProperty("final").GetInt32());
        Assert.Empty(run.LeftFolders);
        Assert.Empty(run.LeftProcesses);
    }

    [Fact]
    public async Task Killed_without_a_word_it_takes_its_processes_with_it()
    {
        await using var run = await StartAsync();
        await run.WaitForAsync("recorded: none -> 1", Stop);
        Assert.True(run.LeftProcesses.Count >= 2);

        await run.SignalAsync("-KILL");

        await Eventually.TrueAsync("all are gone", Patience, () => run.LeftProcesses.Count == 0, Stop);
    }

    [Theory]
    [InlineData("wva-agent", "up: agent ended with 137")]
    [InlineData("wva-aggregator", "up: aggregator ended with 137")]
    public async Task A_process_that_ends_by_itself_is_named(string name, string expected)
    {
        await using var run = await StartAsync("--minutes", "5");
        await run.WaitForAsync("recorded: none -> 1", Stop);

        await run.SignalAsync("-KILL", run.Child(name));
        await run.WaitForEndAsync();

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(run.Lines, line => line == expected);
        Assert.Empty(run.LeftProcesses);
    }

    [Fact]
    public async Task A_file_that_is_no_recording_is_named_in_one_line()
    {
        await using var run = await UpRun.StartAsync("--recording", PublishedPrograms.Up);
        await run.WaitForEndAsync();

        Assert.Equal(1, run.ExitCode);
        Assert.Matches($"^up: {PublishedPrograms.Up}: offset 0: ", Assert.Single(run.Lines));
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private async Task<UpRun> StartAsync(params string[] arguments)
    {
        Assert.NotNull(_published);
        Assert.SkipWhen(SharedFolder.Path is null, "../shared/recordings is missing: record the /metrics of a vLLM server once a second, in the form of shared/Simulation/README.md");
        return await UpRun.StartAsync(["--recording", SharedFolder.File("recordings/step.pages.br")!, .. arguments]);
    }

    private static void AssertShowsTheStep(UpRun run, int seconds)
    {
        var summary = run.Summary;
        var decisions = summary.GetProperty("decisions");
        Assert.Equal((1, 2), (decisions[0].GetProperty("from").GetInt32(), decisions[0].GetProperty("to").GetInt32()));
        Assert.InRange(summary.GetProperty("pages").GetInt32(), seconds - 5, seconds + 5); // the engine plays on while a busy machine ends the run
        Assert.InRange(summary.GetProperty("samples").GetInt32(), seconds / 2, seconds * 10);
        Assert.InRange(summary.GetProperty("decisionP50Ms").GetDouble(), 0, MaxDecisionMs);
        Assert.InRange(summary.GetProperty("decisionP99Ms").GetDouble(), 0, MaxDecisionMs);
        Assert.Equal(2, summary.GetProperty("variants")[0].GetProperty("peak").GetInt32());
        Assert.Contains(run.Lines, line => line.Contains("recorded: 1 -> 2", StringComparison.Ordinal));
    }
}
