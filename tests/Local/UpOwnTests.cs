using Wva.Local.Own;
using Wva.Simulation.Recordings;
using Wva.Testing;

namespace Wva.Local.Tests;

/// <summary><c>up --engine</c>: engines that run already, seen by published programs.</summary>
public sealed class UpOwnTests(PublishedFixture published) : IClassFixture<PublishedFixture>
{
    private readonly PublishedFixture _published = published;

    [Fact]
    public async Task What_would_be_published_for_an_engine_of_ones_own_is_shown_and_nothing_stays_behind()
    {
        Assert.SkipWhen(SharedFolder.Path is null, "../shared/recordings is missing: record the /metrics of a vLLM server once a second, in the form of shared/Simulation/README.md");
        Assert.NotNull(_published);
        await using var engine = RecordedEngine.Start(new RecordingPlayer(RecordingReader.ReadAll(SharedFolder.File("recordings/step.pages.br")!), TimeSpan.FromSeconds(124)), TimeProvider.System);
        await using var run = await UpRun.StartAsync("--engine", engine.Url.ToString(), "--minutes", "0.4", "--plain");
        await run.WaitForAsync("1 -> 2 ScaleOut", TestContext.Current.CancellationToken);
        await run.WaitForEndAsync();

        Assert.Equal(0, run.ExitCode);
        Assert.StartsWith($"engine      {engine.Url}: demo/llama-tiny", run.Lines[0], StringComparison.Ordinal);
        Assert.Equal("""{"agents":1,"samples":N,"variants":[{"name":"own","cost":10,"peak":2,"final":2}]}""", run.Summary.GetRawText().Replace($"\"samples\":{run.Summary.GetProperty("samples")}", "\"samples\":N", StringComparison.Ordinal));
        Assert.InRange(run.Summary.GetProperty("samples").GetInt32(), 5, 200);
        Assert.Empty(run.LeftFolders);
        Assert.Empty(run.LeftProcesses);
    }

    [Fact]
    public async Task An_engine_that_does_not_answer_is_one_clear_error()
    {
        await using var run = await UpRun.StartAsync("--engine", "http://127.0.0.1:1/metrics", "--minutes", "1", "--plain");
        await run.WaitForEndAsync();

        Assert.Equal(1, run.ExitCode);
        Assert.Equal(["up: wva-agent: http://127.0.0.1:1/metrics: connection refused"], run.Lines.Where(line => line != "waiting for another build ..."), StringComparer.Ordinal); // another test may be looking
        Assert.Empty(run.LeftFolders);
    }

    [Theory]
    [InlineData("""{"engine": {"models": ["a", "b"]}}""", "a")]
    [InlineData("""{"engine": {"models": []}}""", "unknown")]
    [InlineData("""{"engine": null}""", "unknown")]
    public void The_first_model_is_the_variants(string page, string expected) => Assert.Equal(expected, OwnEngine.ModelOf(page));
}
