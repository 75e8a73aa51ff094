using Wva.Testing;

namespace Wva.Local.Tests.Cluster;

/// <summary><c>up</c> on a terminal, and <c>wva</c> beside it, as the README shows them.</summary>
public sealed class UpTerminalTests(PublishedFixture published) : IClassFixture<PublishedFixture>
{
    private const string CursorIsBack = "\u001b[?25h\u001b[?1049l";

    // Children have 3 s to end; the rest is a busy machine's.
    private static readonly TimeSpan EndAfterInterrupt = TimeSpan.FromSeconds(10);

    private readonly PublishedFixture _published = published;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_live_view_shows_the_fleet_wva_the_same_and_the_terminal_is_left_as_it_was()
    {
        Assert.NotNull(_published);
        using var terminal = new TerminalRun("--minutes", "1");
        await ShownAsync(terminal, "default/a10g");
        await WvaShowsAsync("status");
        await WvaShowsAsync("explain", "a10g");
        await terminal.EndAsync(TimeSpan.FromSeconds(90), Stop);

        Assert.Equal(0, terminal.ExitCode);
        AssertAllIn(Readme.CaptureOf("deploy/local/up --minutes 3"), terminal.Lines);
        AssertSummaryAfterTheView(terminal);
    }

    [Fact]
    public async Task Ctrl_C_ends_the_live_view_within_seconds_with_the_cursor_back_and_no_process_left()
    {
        Assert.NotNull(_published);
        using var terminal = new TerminalRun();
        await ShownAsync(terminal, "── load ──");
        var processes = terminal.Processes;
        Assert.True(processes.Count >= 7, $"up, two aggregators, two engines, their agents: {processes.Count}");

        await terminal.InterruptAsync();
        await terminal.EndAsync(EndAfterInterrupt, Stop);

        Assert.Equal(130, terminal.ExitCode);
        AssertSummaryAfterTheView(terminal);
        Assert.DoesNotContain(processes, ProcessTree.Runs);
    }

    [Fact]
    public async Task Around_a_recording_the_view_is_the_same_and_says_how_long_the_decision_took()
    {
        Assert.NotNull(_published);
        Assert.SkipWhen(SharedFolder.Path is null, "../shared/recordings is missing: record the /metrics of a vLLM server once a second, in the form of shared/Simulation/README.md");
        using var terminal = new TerminalRun("--recording", SharedFolder.File("recordings/step.pages.br")!, "--from", "115", "--minutes", "0.4");
        await terminal.EndAsync(TimeSpan.FromSeconds(90), Stop);

        Assert.Equal(0, terminal.ExitCode);
        Assert.All(
            [" of 395 s, ", "pages read", "default/recorded", "── load ──", "recorded: 1 -> 2  ScaleOut: the load needs 2", " -> 2 ScaleOut"],
            text => Assert.Contains(text, terminal.Shown, StringComparison.Ordinal));
        AssertSummaryAfterTheView(terminal, "pages");
    }

    private static Task ShownAsync(TerminalRun terminal, string text) =>
        Eventually.TrueAsync($"'{text}' in the view", TimeSpan.FromSeconds(60), () => terminal.Shown.Contains(text, StringComparison.Ordinal), Stop);

    private static async Task WvaShowsAsync(params string[] arguments)
    {
        var capture = CaptureShape.Of(Readme.CaptureOf($"deploy/local/wva {string.Join(' ', arguments)}"));
        var missing = capture; // all of it, until wva has shown something
        await Eventually.TrueAsync(
            $"wva {string.Join(' ', arguments)} as the README shows it",
            TimeSpan.FromSeconds(40),
            () => (missing = [.. capture.Except(CaptureShape.Of(TerminalRun.Printed(Path.Combine(PublishedPrograms.Root, "deploy", "local", "wva"), arguments).Split('\n')), StringComparer.Ordinal)]).Count == 0,
            Stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        Assert.Empty(missing);
        Assert.True(capture.Count > 5);
    }

    private static void AssertAllIn(IEnumerable<string> capture, IEnumerable<string> shown)
    {
        var (expected, actual) = (CaptureShape.Of(capture), CaptureShape.Of(shown));
        Assert.True(expected.Count > 5);
        Assert.All(expected, shape => Assert.Contains(shape, actual, StringComparer.Ordinal));
    }

    private static void AssertSummaryAfterTheView(TerminalRun terminal, string first = "agents") =>
        Assert.Contains($"summary: {{\"{first}\":", terminal.Shown[terminal.Shown.LastIndexOf(CursorIsBack, StringComparison.Ordinal)..], StringComparison.Ordinal);
}
