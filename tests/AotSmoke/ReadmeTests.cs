using System.Text.RegularExpressions;
using Wva.Simulation.Recordings;
using Wva.Testing;

namespace Wva.AotSmoke.Tests;

/// <summary>The README's commands print what it says; a command without a test here or elsewhere may not stand in it.</summary>
public sealed partial class ReadmeTests
{
    /// <summary>Each command of the README, and the test that runs it.</summary>
    private static readonly Dictionary<string, string> RunBy = new(StringComparer.Ordinal)
    {
        ["deploy/local/agent --once http://127.0.0.1:8000/metrics"] = nameof(Once_prints_what_the_readme_says),
        ["deploy/local/agent --help"] = nameof(Help_is_what_the_readme_says),
        ["deploy/local/agent --aggregator https://wva:9443 --sample-period 5ms"] = nameof(A_wrong_option_is_answered_as_the_readme_says),
        ["deploy/local/up --recording ../shared/recordings/step.pages.br --from 100 --minutes 3 --plain"] = "Wva.Local.Tests.UpTests",
        ["tests/run"] = ".ci/run",
    };

    [Fact]
    public void Every_command_of_the_readme_is_run_by_a_test() =>
        Assert.Equal(RunBy.Keys.Order(StringComparer.Ordinal), Readme.Consoles().Select(console => console.Command).Order(StringComparer.Ordinal));

    [Fact]
    public async Task Help_is_what_the_readme_says()
    {
        var run = await ProgramRun.OfAsync(Script("agent"), "--help");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(Readme.OutputOf("deploy/local/agent --help"), run.Output);
    }

    [Fact]
    public async Task A_wrong_option_is_answered_as_the_readme_says()
    {
        var run = await ProgramRun.OfAsync(Script("agent"), "--aggregator", "https://wva:9443", "--sample-period", "5ms");

        Assert.Equal(2, run.ExitCode);
        Assert.Equal(Readme.OutputOf("deploy/local/agent --aggregator https://wva:9443 --sample-period 5ms"), run.Errors);
    }

    [Fact]
    public async Task Once_prints_what_the_readme_says()
    {
        Assert.SkipWhen(SharedFolder.Path is null, "../shared/recordings is missing: record the /metrics of a vLLM server once a second, in the form of shared/Simulation/README.md");
        var pages = RecordingReader.ReadAll(SharedFolder.File("recordings/step.pages.br")!);
        await using var engine = RecordedEngine.Start(new RecordingPlayer([pages[200] with { AtSeconds = 0 }]), TimeProvider.System);

        var run = await ProgramRun.OfAsync(Script("agent"), "--once", engine.Url.ToString());

        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        var printed = run.Output.Replace(engine.Url.ToString(), "http://127.0.0.1:8000/metrics", StringComparison.Ordinal);
        Assert.Equal(WithoutReadTime(Readme.OutputOf("deploy/local/agent --once http://127.0.0.1:8000/metrics")), WithoutReadTime(printed));
    }

    private static string Script(string name) => Path.Combine(PublishedPrograms.Root, "deploy", "local", name);

    private static string WithoutReadTime(string output) => ReadTime().Replace(output, "read in N ms");

    [GeneratedRegex(@"read in [\d.,]+ ms", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ReadTime();
}
