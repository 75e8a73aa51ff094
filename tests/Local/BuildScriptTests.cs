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
                projects=$(grep -o '[A-Za-z.]*\.csproj' "$2" | paste -sd ' ')
                echo "$projects ${*:3}" >>"$CALLS"
                [ ! -e "$(dirname "$CALLS")/slow" ] || { trap '' INT; sleep 60; }
                [[ "$projects" != *"$FAILS"* ]] || { echo "error X1: $FAILS does not compile"; exit 1; }
                for project in $projects; do mkdir -p "artifacts/local/${project%.csproj}"; done
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
    public async Task What_is_older_than_its_sources_is_built_at_once_and_the_compiler_ends_with_it()
    {
        Assert.Equal((0, "building up aggregator wva ...\n"), await RunAsync("wva_publish up aggregator wva"));
        Assert.StartsWith("Wva.Local.csproj Wva.Aggregator.csproj Wva.Cli.csproj -c Release ", Calls[0], StringComparison.Ordinal);
        Assert.Equal(["compiler ended"], Calls[1..], StringComparer.Ordinal);

        Assert.Equal((0, ""), await RunAsync("wva_publish up aggregator wva"));
        Directory.Delete(At("artifacts/local/Wva.Cli"));
        Assert.Equal((0, "building wva ...\n"), await RunAsync("wva_publish up aggregator wva"));
        Write("agent/README.md", "changed");
        Write("aggregator/Host/a.cs", "changed");
        Assert.Equal((0, "building aggregator ...\n"), await RunAsync("wva_publish up aggregator wva"));
    }

    [Fact]
    public async Task Once_the_tests_have_asked_for_it_programs_are_built_as_they_ship()
    {
        string[] soon = ["-p:RunAnalyzers=false", "-p:PublishReadyToRun=false", "-p:StaticExecutable=false", "-p:StaticOpenSslLinking=false", "-p:NativeDebugSymbols=false"];
        Assert.Equal((0, "building wva ...\n"), await RunAsync("wva_publish wva"));
        Assert.Subset(Calls[^2].Split(' ').ToHashSet(StringComparer.Ordinal), soon.ToHashSet(StringComparer.Ordinal));

        Assert.Equal((0, "building wva, as they ship ...\n"), await RunAsync("wva_as_shipped; wva_publish wva"));
        Assert.DoesNotContain(Calls[^2].Split(' '), flag => soon.Contains(flag, StringComparer.Ordinal));
        Assert.Equal((0, ""), await RunAsync("wva_as_shipped; wva_publish wva"));
    }

    [Fact]
    public async Task A_build_that_fails_says_so_and_is_tried_again()
    {
        var (code, error) = await RunAsync("wva_publish up aggregator wva", "Wva.Cli");

        Assert.Equal(1, code);
        Assert.Equal($"building up aggregator wva ...\nerror X1: Wva.Cli does not compile\nbuilding up aggregator wva failed; all of it: {At("artifacts/local/build.log")}\n", error);
        Assert.Equal("compiler ended", Calls[^1]);
        Assert.Equal((0, "building up aggregator wva ...\n"), await RunAsync("wva_publish up aggregator wva"));
    }

    [Fact]
    public async Task Whoever_asks_meanwhile_waits_says_so_and_builds_nothing_again()
    {
        var (first, second) = (RunAsync("wva_publish up aggregator wva; sleep 1"), RunAsync("wva_publish up aggregator wva; sleep 1"));

        var errors = (await Task.WhenAll(first, second)).Select(run => run.Error).OrderByDescending(error => error.StartsWith("building", StringComparison.Ordinal)).ToArray();
        Assert.Equal("building up aggregator wva ...\n", errors[0]);
        Assert.True(errors[1] is "" or "waiting for another build ...\n", errors[1]);
        Assert.Single(Calls, call => !call.StartsWith("compiler", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Ctrl_C_while_another_build_is_waited_for_ends_it_at_once()
    {
        var (code, error) = await RunAsync("""
            set -eum
            mkdir -p artifacts/local
            flock artifacts/local/.lock sleep 30 & holder=$!
            until ! flock -n artifacts/local/.lock true; do sleep 0.05; done
            (wva_publish wva) 2>said & waiting=$!
            until [ -s said ]; do sleep 0.05; done
            kill -INT -- -$waiting
            code=0
            wait $waiting || code=$?
            kill -- -$holder
            wait $holder 2>/dev/null || true
            cat said >&2
            exit $code
            """);

        Assert.Equal(130, code);
        Assert.EndsWith("waiting for another build ...\n", error, StringComparison.Ordinal); // after what the shell says of its jobs
        Assert.Empty(Calls);
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
