using System.Text;
using System.Text.RegularExpressions;
using Wva.Simulation.Recordings;
using Wva.Testing;

namespace Wva.AotSmoke.Tests;

/// <summary>The README's commands print what it says; a command without a test here or elsewhere may not stand in it.</summary>
public sealed partial class ReadmeTests
{
    private const string Here = "Wva.AotSmoke.Tests." + nameof(ReadmeTests) + ".";
    private const string Local = "Wva.Local.Tests.";

    /// <summary>Each command of the README, and the test that runs it.</summary>
    private static readonly Dictionary<string, string> RunBy = new(StringComparer.Ordinal)
    {
        ["deploy/local/agent --once http://127.0.0.1:8000/metrics"] = Here + nameof(Once_prints_what_the_readme_says),
        ["deploy/local/agent --once http://127.0.0.1:8000/metrics --dcgm http://127.0.0.1:9400/metrics --pod-name llama-0"] = Here + nameof(Once_shows_the_pods_own_GPUs_as_the_readme_says),
        ["deploy/local/agent --watch http://127.0.0.1:8000/metrics --plain | head -n 3"] = Here + nameof(Watch_prints_the_lines_that_the_readme_shows),
        ["deploy/local/agent --help"] = Here + nameof(Help_is_what_the_readme_says),
        ["deploy/local/agent --aggregator https://wva:9443 --sample-period 5ms"] = Here + nameof(A_wrong_option_is_answered_as_the_readme_says),
        ["deploy/local/up --minutes 3"] = Local + "Cluster.UpTerminalTests.The_live_view_shows_the_fleet_wva_the_same_and_the_terminal_is_left_as_it_was",
        ["deploy/local/wva status"] = Local + "Cluster.UpTerminalTests.The_live_view_shows_the_fleet_wva_the_same_and_the_terminal_is_left_as_it_was",
        ["deploy/local/wva explain a10g"] = Local + "Cluster.UpTerminalTests.The_live_view_shows_the_fleet_wva_the_same_and_the_terminal_is_left_as_it_was",
        ["deploy/local/up --engine http://127.0.0.1:8000/metrics"] = Local + "UpOwnTests.What_would_be_published_for_an_engine_of_ones_own_is_shown_and_nothing_stays_behind",
        ["deploy/local/up --minutes 3 --plain"] = Local + "Cluster.UpClusterTests.The_example_of_the_readme_holds_and_every_decision_comes_within_two_seconds",
        ["deploy/local/up --recording ../shared/recordings/step.pages.br --from 100 --minutes 3 --plain"] = Local + "UpTests.The_example_of_the_readme_holds",
    };

    /// <summary>The command that runs all tests, and so is run by none of them.</summary>
    private const string RunsAllTests = "tests/run";

    private const string GpuPage = """
        # TYPE DCGM_FI_DEV_GPU_UTIL gauge
        DCGM_FI_DEV_GPU_UTIL{gpu="0",UUID="GPU-5f3e1c52-9a1b-4d0e-8b1c-6a7f0e2d4c90",device="nvidia0",modelName="NVIDIA H100 80GB HBM3",Hostname="node-1",container="vllm",namespace="default",pod="llama-0"} 97
        DCGM_FI_DEV_GPU_UTIL{gpu="1",UUID="GPU-other",device="nvidia1",modelName="NVIDIA H100 80GB HBM3",Hostname="node-1",container="vllm",namespace="default",pod="llama-1"} 5
        # TYPE DCGM_FI_DEV_POWER_USAGE gauge
        DCGM_FI_DEV_POWER_USAGE{gpu="0",UUID="GPU-5f3e1c52-9a1b-4d0e-8b1c-6a7f0e2d4c90",device="nvidia0",modelName="NVIDIA H100 80GB HBM3",Hostname="node-1",container="vllm",namespace="default",pod="llama-0"} 587.264000
        # TYPE DCGM_FI_DEV_FB_USED gauge
        DCGM_FI_DEV_FB_USED{gpu="0",UUID="GPU-5f3e1c52-9a1b-4d0e-8b1c-6a7f0e2d4c90",device="nvidia0",modelName="NVIDIA H100 80GB HBM3",Hostname="node-1",container="vllm",namespace="default",pod="llama-0"} 74067
        # TYPE DCGM_FI_DEV_FB_FREE gauge
        DCGM_FI_DEV_FB_FREE{gpu="0",UUID="GPU-5f3e1c52-9a1b-4d0e-8b1c-6a7f0e2d4c90",device="nvidia0",modelName="NVIDIA H100 80GB HBM3",Hostname="node-1",container="vllm",namespace="default",pod="llama-0"} 7012

        """;

    [Fact]
    public void Every_command_of_the_readme_is_run_by_a_test()
    {
        Assert.Equal(RunBy.Keys.Append(RunsAllTests).Order(StringComparer.Ordinal), Readme.Consoles().Select(console => console.Command).Order(StringComparer.Ordinal));
        Assert.All(RunBy, row => Assert.True(TestSources.Has(row.Value), $"'{row.Key}': there is no test {row.Value}"));
        Assert.Contains(RunsAllTests, File.ReadAllText(Path.Combine(PublishedPrograms.Root, ".ci/run")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_is_what_the_readme_says()
    {
        var run = await ProgramRun.OfAsync(Script("agent"), ["--help"], TestContext.Current.CancellationToken);

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(Readme.OutputOf("deploy/local/agent --help"), run.Output);
    }

    [Fact]
    public async Task A_wrong_option_is_answered_as_the_readme_says()
    {
        var run = await ProgramRun.OfAsync(Script("agent"), ["--aggregator", "https://wva:9443", "--sample-period", "5ms"], TestContext.Current.CancellationToken);

        Assert.Equal(2, run.ExitCode);
        Assert.Equal(Readme.OutputOf("deploy/local/agent --aggregator https://wva:9443 --sample-period 5ms"), run.Errors);
    }

    [Fact]
    public async Task Once_prints_what_the_readme_says()
    {
        await using var engine = StandingEngine();

        var run = await ProgramRun.OfAsync(Script("agent"), ["--once", engine.Url.ToString()], TestContext.Current.CancellationToken);

        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        var printed = run.Output.Replace(engine.Url.ToString(), "http://127.0.0.1:8000/metrics", StringComparison.Ordinal);
        Assert.Equal(WithoutReadTime(Readme.OutputOf("deploy/local/agent --once http://127.0.0.1:8000/metrics")), WithoutReadTime(printed));
    }

    [Fact]
    public async Task Once_shows_the_pods_own_GPUs_as_the_readme_says()
    {
        await using var engine = StandingEngine();
        await using var exporter = RecordedEngine.Start(new RecordingPlayer([new RecordedPage(0, 200, 0.001, Encoding.UTF8.GetBytes(GpuPage))]), TimeProvider.System);

        var run = await ProgramRun.OfAsync(Script("agent"), ["--once", engine.Url.ToString(), "--dcgm", exporter.Url.ToString(), "--pod-name", "llama-0"], TestContext.Current.CancellationToken);

        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        Assert.Contains(Readme.OutputOf("deploy/local/agent --once http://127.0.0.1:8000/metrics --dcgm http://127.0.0.1:9400/metrics --pod-name llama-0"), run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("GPU-other", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Watch_prints_the_lines_that_the_readme_shows()
    {
        await using var engine = StandingEngine();

        var run = await ProgramRun.OfAsync("/bin/bash", ["-c", $"'{Script("agent")}' --watch {engine.Url} --plain | head -n 3"], TestContext.Current.CancellationToken);

        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        Assert.Equal(
            WithoutTimes(Readme.OutputOf("deploy/local/agent --watch http://127.0.0.1:8000/metrics --plain | head -n 3")),
            WithoutTimes(run.Output));
    }

    /// <summary>The engine of the README, which shows one page for ever.</summary>
    private static RecordedEngine StandingEngine()
    {
        Assert.SkipWhen(SharedFolder.Path is null, "../shared/recordings is missing: record the /metrics of a vLLM server once a second, in the form of shared/Simulation/README.md");
        var pages = RecordingReader.ReadAll(SharedFolder.File("recordings/step.pages.br")!);
        return RecordedEngine.Start(new RecordingPlayer([pages[200] with { AtSeconds = 0 }]), TimeProvider.System);
    }

    /// <summary>The columns of each line but those that tell a time: when, how old, how long.</summary>
    private static string[] WithoutTimes(string lines)
    {
        var rows = lines.TrimEnd().Split('\n').Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToArray();
        string[] times = ["#time", "age_s", "read_ms", "period_ms"];
        return [.. rows.Select(row => string.Join(' ', row.Where((_, column) => !times.Contains(rows[0][column], StringComparer.Ordinal))))];
    }

    private static string Script(string name) => Path.Combine(PublishedPrograms.Root, "deploy", "local", name);

    private static string WithoutReadTime(string output) => ReadTime().Replace(output, "read in N ms");

    [GeneratedRegex(@"read in [\d.,]+ ms", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ReadTime();
}
