using System.Diagnostics;
using System.Text.Json;
using Wva.Agent.Tests.Fakes;
using Wva.Testing;

namespace Wva.Agent.Tests.Watch;

/// <summary>The command as it is typed: its own process, its own streams, real signals.</summary>
public sealed class WatchProcessTests
{
    [Theory]
    [InlineData("INT", "--plain")]
    [InlineData("TERM", "--plain")]
    [InlineData("INT", "-o", "json")]
    [InlineData("TERM")] // no terminal: lines, as with --plain
    public async Task A_signal_ends_it_with_exit_code_0_whether_the_engine_answers_or_not(string signal, params string[] arguments)
    {
        await using var engine = new ScriptedEngine();
        engine.Serve(VllmPage.With(running: 3));
        using var watch = Start([.. arguments, "--watch", engine.Url.ToString(), "--sample-period", "50ms"]);
        Assert.NotNull(await watch.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken));
        await engine.DisposeAsync();
        Assert.NotNull(await watch.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken));
        using var kill = Process.Start("kill", ["-" + signal, $"{watch.Id}"]);
        await AssertEndsAsync(watch);
        Assert.Empty(await watch.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("--plain")]
    [InlineData("-o", "json")]
    public async Task A_pipe_that_is_closed_ends_it_quietly_with_exit_code_0(params string[] arguments)
    {
        await using var engine = new ScriptedEngine();
        engine.Serve(VllmPage.With(running: 3));
        using var watch = Start([.. arguments, "--watch", engine.Url.ToString(), "--sample-period", "50ms"]);
        Assert.NotNull(await watch.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken));
        watch.StandardOutput.Close();
        await AssertEndsAsync(watch);
        Assert.Empty(await watch.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_wrong_use_is_told_on_standard_error_with_exit_code_2()
    {
        using var watch = Start(["--watch", "http://127.0.0.1:1", "--plain", "-o", "json"]);
        await watch.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(2, watch.ExitCode);
        Assert.Equal("wva-agent: --plain and -o json exclude each other; give one of them\n", await watch.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Beside_the_engine_the_pods_gpus_are_in_each_object()
    {
        await using var engine = new ScriptedEngine();
        await using var exporter = new ScriptedEngine();
        engine.Serve(VllmPage.With(running: 3));
        exporter.Serve(DcgmPage.With());
        using var watch = Start(["--watch", engine.Url.ToString(), "--dcgm", exporter.Url.ToString(), "--pod-name", "pod-1", "-o", "json", "--sample-period", "50ms"]);
        var line = await watch.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
        using var frame = JsonDocument.Parse(line!);
        Assert.Equal(3, frame.RootElement.GetProperty("rows")[0].GetProperty("running").GetDouble());
        var gpus = frame.RootElement.GetProperty("gpus");
        Assert.Equal((1, "GPU-a", "pod"), (gpus.GetArrayLength(), gpus[0].GetProperty("uuid").GetString(), gpus[0].GetProperty("attribution").GetString()));
        using var kill = Process.Start("kill", ["-INT", $"{watch.Id}"]);
        await AssertEndsAsync(watch);
    }

    [Fact]
    public async Task While_the_exporter_hangs_a_signal_ends_it_before_the_first_frame()
    {
        await using var engine = new ScriptedEngine();
        await using var exporter = new ScriptedEngine { IsMute = true };
        engine.Serve(VllmPage.With(running: 3));
        using var watch = Start(["--watch", engine.Url.ToString(), "--dcgm", exporter.Url.ToString(), "-o", "json"]);
        await Eventually.TrueAsync("the exporter is asked", TimeSpan.FromSeconds(20), () => exporter.Requests > 0, TestContext.Current.CancellationToken);
        using var kill = Process.Start("kill", ["-INT", $"{watch.Id}"]);
        await AssertEndsAsync(watch);
        Assert.Equal(0, engine.Requests);
        Assert.Empty(await watch.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(1, "--once")]
    [InlineData(1, "--watch", "-o", "json")]
    [InlineData(1, "--watch", "--plain")]
    public async Task A_full_disk_is_told_in_one_line_with_exit_code_1(int code, string mode, params string[] more)
    {
        await using var engine = new ScriptedEngine();
        engine.Serve(VllmPage.With(running: 3));
        using var agent = Start([mode, engine.Url.ToString(), .. more], " >/dev/full");
        await AssertEndsAsync(agent, code);
        var line = Assert.Single((await agent.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken)).Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith("wva-agent: standard output cannot be written: ", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_use_that_cannot_be_told_is_exit_code_2_all_the_same()
    {
        using var agent = Start(["--bogus"], " 2>/dev/full");
        await AssertEndsAsync(agent, code: 2);
    }

    private static Process Start(string[] arguments, string redirection = "")
    {
        string[] shell = ["-c", $"exec \"$0\" \"$@\"{redirection}", "dotnet"];
        var start = new ProcessStartInfo("/bin/bash", [.. shell, Path.Combine(AppContext.BaseDirectory, "wva-agent.dll"), .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        return Process.Start(start)!;
    }

    private static async Task AssertEndsAsync(Process watch, int code = 0)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(20));
        try
        {
            await watch.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            watch.Kill();
            Assert.Fail("it did not end");
        }

        Assert.Equal(code, watch.ExitCode);
    }
}
