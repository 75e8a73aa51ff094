using System.Diagnostics;
using Wva.Testing;

namespace Wva.Local.Tests;

/// <summary>deploy/local/lib.sh in a copied tree, in a folder with a space, with a <c>dotnet</c> that writes down what it is asked for.</summary>
public sealed class BuildScriptTests : IDisposable
{
    private const string Dotnet = """
        #!/usr/bin/env bash
        case $1 in
            --list-sdks) echo "10.0.401 [/sdk]" ;;
            --version) echo 10.0.401 ;;
            exec) echo "compiler ended" >>"$CALLS" ;;
            publish)
                name=$(basename "$4")
                echo "$name ${*: -1}" >>"$CALLS"
                [ ! -e "$(dirname "$CALLS")/slow" ] || { trap '' INT; sleep 60; }
                [ "$name" != "$FAILS" ] || { echo "error X1: $name does not compile"; exit 1; }
                mkdir -p "$4"
                ;;
        esac
        """;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly string _folder = Directory.CreateTempSubdirectory("wva build ").FullName;

    public BuildScriptTests()
    {
        foreach (var file in (string[])["deploy/local/up.cs", "shared/a.cs", "shared/Contracts/a.cs", "shared/Telemetry/a.cs", "agent/a.cs", "agent/README.md", "aggregator/Host/a.cs", "aggregator/Api/a.cs", "aggregator/Fleet/a.cs",
            "aggregator/Replay/a.cs", "aggregator/Scaling/a.cs", "aggregator/Scenarios/a.cs", "aggregator/Cli/a.cs", "Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props", "global.json"])
        {
            Write(file, "");
        }

        Write("deploy/local/lib.sh", File.ReadAllText(Path.Combine(PublishedPrograms.Root, "deploy", "local", "lib.sh")));
        Write("bin/dotnet", Dotnet.ReplaceLineEndings("\n") + "\n");
        File.SetUnixFileMode(At("bin/dotnet"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string[] Calls => File.Exists(At("calls")) ? File.ReadAllLines(At("calls")) : [];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task What_is_older_than_its_sources_is_built_the_first_alone_and_the_compiler_ends_with_it()
    {
        Assert.Equal((0, "building up aggregator wva ...\n"), await RunAsync("wva_publish up aggregator wva"));
        Assert.Equal(("up -p:RunAnalyzers=false", "compiler ended"), (Calls[0], Calls[^1]));
        Assert.Equal(["aggregator -p:RunAnalyzers=false", "wva -p:RunAnalyzers=false"], Calls[1..^1].Order(StringComparer.Ordinal), StringComparer.Ordinal);

        Assert.Equal((0, ""), await RunAsync("wva_publish up aggregator wva"));
        Write("agent/README.md", "changed");
        Write("aggregator/Host/a.cs", "changed");
        Assert.Equal((0, "building aggregator ...\n"), await RunAsync("wva_publish up aggregator wva"));
    }

    [Fact]
    public async Task Where_the_tests_have_run_every_build_checks_the_style()
    {
        Write("artifacts/styled", "");

        Assert.Equal((0, "building wva ...\n"), await RunAsync("wva_publish wva"));
        Assert.DoesNotContain(Calls, call => call.Contains("RunAnalyzers", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("up", new[] { "up" })]
    [InlineData("wva", new[] { "aggregator", "up", "wva" })]
    public async Task A_build_that_fails_says_so_and_is_tried_again(string fails, string[] tried)
    {
        var (code, error) = await RunAsync("wva_publish up aggregator wva", fails);

        Assert.Equal(1, code);
        Assert.Contains($"error X1: {fails} does not compile\nbuilding {fails} failed; all of it: {At($"artifacts/local/{fails}.log")}\n", error, StringComparison.Ordinal);
        Assert.Equal(tried, Calls[..^1].Select(call => call.Split(' ')[0]).Order(StringComparer.Ordinal), StringComparer.Ordinal);
        Assert.Equal("compiler ended", Calls[^1]);

        var again = string.Join(' ', new[] { "up", "aggregator", "wva" }.Where(name => name == fails || !tried.Contains(name, StringComparer.Ordinal)));
        Assert.Equal((0, $"building {again} ...\n"), await RunAsync("wva_publish up aggregator wva"));
    }

    [Fact]
    public async Task Whoever_asks_meanwhile_waits_says_so_and_builds_nothing_again()
    {
        var (first, second) = (RunAsync("wva_publish up aggregator wva; sleep 1"), RunAsync("wva_publish up aggregator wva; sleep 1"));

        var errors = (await Task.WhenAll(first, second)).Select(run => run.Error).OrderByDescending(error => error.StartsWith("building", StringComparison.Ordinal)).ToArray();
        Assert.Equal("building up aggregator wva ...\n", errors[0]);
        Assert.True(errors[1] is "" or "waiting for another build ...\n", errors[1]);
        Assert.Equal(3, Calls.Count(call => !call.StartsWith("compiler", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("up", "-INT", 130)]
    [InlineData("up aggregator wva", "-TERM", 143)]
    public async Task Ctrl_C_ends_a_build_with_all_that_it_started_and_the_next_one_need_not_wait(string names, string signal, int code)
    {
        Write("slow", "");
        var build = RunAsync($"set -m; (wva_publish {names}) & pid=$!; until [ -e \"$CALLS\" ]; do sleep 0.05; done; kill {signal} -- -$pid; wait $pid");

        Assert.Equal(code, (await build).Code);
        await Eventually.TrueAsync("all that it started has ended", Patience, () => !Running().Any(), Stop);
        File.Delete(At("slow"));
        Assert.Equal(0, (await RunAsync("flock -n artifacts/local/.lock true && wva_publish wva")).Code);
    }

    private IEnumerable<string> Running() => Directory.GetDirectories("/proc").Select(process => Path.Combine(process, "environ")).Where(file =>
    {
        try
        {
            return File.ReadAllText(file).Contains($"CALLS={At("calls")}", StringComparison.Ordinal);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false; // it has ended, or is somebody else's
        }
    });

    private async Task<(int Code, string Error)> RunAsync(string command, string fails = "-")
    {
        var start = new ProcessStartInfo("/bin/bash") { UseShellExecute = false, WorkingDirectory = _folder, RedirectStandardError = true, RedirectStandardOutput = true };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add($". deploy/local/lib.sh; {command}");
        start.Environment["PATH"] = $"{At("bin")}:{start.Environment["PATH"]}";
        start.Environment["CALLS"] = At("calls");
        start.Environment["FAILS"] = fails;
        using var bash = Process.Start(start)!;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        patience.CancelAfter(Patience);
        var error = bash.StandardError.ReadToEndAsync(patience.Token);
        await bash.WaitForExitAsync(patience.Token);
        return (bash.ExitCode, await error);
    }

    private string At(string file) => Path.Combine(_folder, file);

    private void Write(string file, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(At(file))!);
        File.WriteAllText(At(file), text);
    }
}
