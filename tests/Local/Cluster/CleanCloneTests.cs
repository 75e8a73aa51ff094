using Wva.Testing;

namespace Wva.Local.Tests.Cluster;

/// <summary><c>up</c> as a newcomer starts it: in a clone in which nothing has been built.</summary>
public sealed class CleanCloneTests : IDisposable
{
    private readonly string _clone = Directory.CreateTempSubdirectory("clean-clone-").FullName;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_first_command_builds_what_it_needs_and_shows_the_system_and_the_next_build_nothing()
    {
        Assert.SkipUnless(FaultBudget.IsFull, "builds everything once more: tests/run --full");
        Assert.SkipUnless(Path.Exists(Path.Combine(Checkout.Root, ".git")), "this checkout is no git repository, of which a clone could be made");
        await RunAsync("git", "clone", "--quiet", Checkout.Root, _clone);

        await using var run = await UpRun.StartAsync(_ => ["--minutes", "0.5", "--plain"], Script("up"));
        await run.WaitForAsync("default/a10g  2 serving", Stop);
        await run.WaitForEndAsync();

        Assert.Equal(0, run.ExitCode);
        Assert.Equal("building up agent aggregator wva ...", run.Lines[0]);
        Assert.StartsWith("summary: {\"agents\":", run.Lines[^1], StringComparison.Ordinal);
        Assert.Empty(run.LeftProcesses);
        Assert.StartsWith("wva-agent ", (await RunAsync(Script("agent"), "--help"))[0], StringComparison.Ordinal);
        Assert.DoesNotContain(await RunAsync(Script("wva"), "--help"), line => line.StartsWith("building", StringComparison.Ordinal));
    }

    public void Dispose() => Directory.Delete(_clone, recursive: true);

    private string Script(string name) => Path.Combine(_clone, "deploy", "local", name);

    private static async Task<string[]> RunAsync(string program, params string[] arguments)
    {
        var run = await ProgramRun.OfAsync(program, arguments, Stop);
        Assert.True(run.ExitCode == 0, run.Output + run.Errors);
        return (run.Output + run.Errors).Split('\n');
    }
}
