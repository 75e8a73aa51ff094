using Wva.Local.Run;
using Wva.Testing;

namespace Wva.Local.Tests;

public sealed class ChildProcessTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly string _log = Path.GetTempFileName();

    [Fact]
    public async Task It_is_asked_to_end_and_does()
    {
        var child = await StartAsync("trap 'echo bye; exit 7' TERM; echo up; while :; do sleep 0.02; done");
        await Eventually.TrueAsync("the child runs", Patience, () => child.LastLines.Count > 0, Stop);

        child.AskToEnd();
        await child.WaitForEndAsync();

        Assert.Equal(7, child.ExitCode);
        await child.DisposeAsync();
        Assert.Equal("up\nbye\n", await File.ReadAllTextAsync(_log, Stop));
    }

    [Fact]
    public async Task One_that_does_not_listen_is_killed_and_its_children_with_it()
    {
        var child = await StartAsync("trap '' TERM; sleep 600 & echo up; wait; sleep 600");
        await Eventually.TrueAsync("the child runs", Patience, () => child.LastLines.Count > 0, Stop);
        var id = child.Id;
        var below = ProcessTree.Below(id);
        Assert.NotEmpty(below);

        await child.DisposeAsync();

        await Eventually.TrueAsync("all are gone", Patience, () => !below.Append(id).Any(ProcessTree.Runs), Stop);
    }

    [Fact]
    public async Task Disposing_it_again_does_nothing()
    {
        var child = await StartAsync("exit 3");
        await child.DisposeAsync();
        await child.DisposeAsync();
    }

    [Fact]
    public async Task A_program_that_does_not_exist_ends_at_once_and_says_so()
    {
        await using var child = await ChildProcess.StartAsync("nothing", "/nowhere/nothing", [], _log, TimeProvider.System);
        await child.WaitForEndAsync();
        await Eventually.TrueAsync("its last words", Patience, () => child.LastLines.Count > 0, Stop);

        Assert.Matches("^nothing ended with [0-9]+\n  .*/nowhere/nothing", ChildFailure.Of(child));
    }

    public void Dispose() => File.Delete(_log);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private Task<ChildProcess> StartAsync(string script) => ChildProcess.StartAsync("child", "/bin/bash", ["-c", script], _log, TimeProvider.System);
}
