using System.IO.Compression;
using System.Text.Json;
using Wva.Agent.Tests.Fakes;
using Wva.Local.Run;
using Wva.Simulation.Recordings;
using Wva.Testing;

namespace Wva.AotSmoke.Tests;

/// <summary>The published agent, run as a user would.</summary>
public sealed class PublishedAgentTests
{
    private const long MaxAgentBytes = 13_000_000;
    private const long MaxCompressedBytes = 6_000_000;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task It_is_one_small_executable()
    {
        Assert.InRange(new FileInfo(PublishedPrograms.Agent).Length, 1, MaxAgentBytes);
        using var compressed = new MemoryStream();
        await using (var gzip = new GZipStream(compressed, CompressionLevel.SmallestSize, leaveOpen: true))
        await using (var file = File.OpenRead(PublishedPrograms.Agent))
        {
            await file.CopyToAsync(gzip, TestContext.Current.CancellationToken);
        }

        Assert.InRange(compressed.Length, 1, MaxCompressedBytes);
    }

    [Fact]
    public async Task Help_shows_the_options_and_the_exit_codes()
    {
        var run = await ProgramRun.OfAsync(PublishedPrograms.Agent, ["--help"], TestContext.Current.CancellationToken);

        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        Assert.All(["--aggregator", "--engine", "--sample-period", "--once", "Exit codes"], text => Assert.Contains(text, run.Output, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("--aggregator https://a:1 --sample-periods", "--sample-periods")]
    [InlineData("--aggregator https://a:1 --sample-period 1ms", "--sample-period")]
    public async Task A_wrong_option_is_named_in_one_line(string arguments, string option)
    {
        var run = await ProgramRun.OfAsync(PublishedPrograms.Agent, arguments.Split(' '), TestContext.Current.CancellationToken);

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains(option, Assert.Single(run.Errors.TrimEnd().Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Once_reads_a_recorded_page_as_json()
    {
        Assert.SkipWhen(SharedFolder.Path is null, "../shared/recordings is missing: record the /metrics of a vLLM server once a second, in the form of shared/Simulation/README.md");
        var pages = RecordingReader.ReadAll(SharedFolder.File("recordings/step.pages.br")!);
        await using var engine = RecordedEngine.Start(new RecordingPlayer(pages, TimeSpan.FromSeconds(200)), TimeProvider.System);

        var run = await ProgramRun.OfAsync(PublishedPrograms.Agent, ["--once", engine.Url.ToString(), "-o", "json"], TestContext.Current.CancellationToken);

        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        var json = JsonDocument.Parse(run.Output).RootElement;
        Assert.Equal("demo/llama-tiny", json.GetProperty("engine").GetProperty("models")[0].GetString());
        Assert.True(json.GetProperty("rows")[0].GetProperty("waiting").GetDouble() > 0);
        Assert.Equal("engine rows gpus absent scrape", string.Join(' ', json.EnumerateObject().Select(property => property.Name)));
    }

    [Fact]
    public async Task Once_shows_the_pods_gpus_beside_the_engine()
    {
        await using var engine = new ScriptedEngine();
        await using var exporter = new ScriptedEngine();
        engine.Serve(VllmPage.With());
        exporter.Serve(DcgmPage.With());

        var run = await ProgramRun.OfAsync(PublishedPrograms.Agent, ["--once", engine.Url.ToString(), "--dcgm", exporter.Url.ToString(), "--pod-name", "pod-1", "-o", "json"], TestContext.Current.CancellationToken);

        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        var gpus = JsonDocument.Parse(run.Output).RootElement.GetProperty("gpus");
        Assert.Equal((1, "GPU-a", 0.97), (gpus.GetArrayLength(), gpus[0].GetProperty("uuid").GetString(), gpus[0].GetProperty("utilisation").GetDouble()));
    }

    [Fact]
    public async Task Once_without_an_answer_says_so_in_one_line()
    {
        var run = await ProgramRun.OfAsync(PublishedPrograms.Agent, ["--once", "http://127.0.0.1:1/metrics"], TestContext.Current.CancellationToken);

        Assert.Equal((3, ""), (run.ExitCode, run.Output));
        Assert.Single(run.Errors.TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task It_starts_before_aggregator_and_engine_and_ends_within_a_second_when_asked()
    {
        using var folder = new RunFolder(keep: null);
        var certificates = LocalCertificates.Write(folder.Path, TimeProvider.System);
        var arguments = AgentArguments.Of("https://127.0.0.1:1", certificates.Authority, "http://127.0.0.1:1/metrics", "127.0.0.1:0", "v-0");
        await using var agent = await ChildProcess.StartAsync("agent", PublishedPrograms.Agent, arguments, folder.File("agent.log"), TimeProvider.System);
        await Eventually.TrueAsync("the agent's first line", Patience, () => agent.LastLines.Count > 0, TestContext.Current.CancellationToken);

        var asked = TimeProvider.System.GetTimestamp();
        agent.AskToEnd();
        await agent.WaitForEndAsync();

        Assert.Equal(0, agent.ExitCode);
        Assert.InRange(TimeProvider.System.GetElapsedTime(asked), TimeSpan.Zero, TimeSpan.FromSeconds(1));
    }
}
