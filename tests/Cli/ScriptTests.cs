using System.Diagnostics;
using System.Text.Json.Nodes;
using Wva.Cli.Commands;
using Wva.Cli.Tests.Fakes;
using Wva.Testing;

namespace Wva.Cli.Tests;

/// <summary>The published program, as <c>deploy/local/wva</c> builds and runs it.</summary>
public sealed class ScriptTests
{
    [Fact]
    public async Task The_script_runs_the_published_program_with_the_servers_of_the_file_that_up_leaves()
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, "http://127.0.0.1:1\n", TestContext.Current.CancellationToken);
        try
        {
            var (code, output, error) = await RunAsync(file, "status");
            Assert.Equal((ExitCode.NoAnswer, ""), (code, output));
            Assert.StartsWith($"wva: no answer ({file}): http://127.0.0.1:1: ", error.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1], StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task Help_of_the_published_program_names_it_as_it_is_typed()
    {
        var (code, output, _) = await RunAsync("/nowhere", "status", "--help");
        Assert.Equal(ExitCode.Success, code);
        Assert.Contains("wva status [options]", output, StringComparison.Ordinal);
        Assert.Contains(HelpWithExamples.More, output, StringComparison.Ordinal);
    }

    /// <summary>Where it is published, JSON is written without reflection.</summary>
    [Fact]
    public async Task The_published_program_decides_from_a_file()
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, FakeFiles.SmallScenario, TestContext.Current.CancellationToken);
        try
        {
            var (code, output, error) = await RunAsync("/nowhere", "decide", file, "-o", "json");
            Assert.Equal((ExitCode.Success, ""), (code, error.Split('\n').LastOrDefault(line => line.StartsWith("wva:", StringComparison.Ordinal)) ?? ""));
            Assert.Equal(2, JsonNode.Parse(output)!["decisions"]![0]!["target"]!.GetValue<int>());
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static async Task<(int Code, string Output, string Error)> RunAsync(string serverFile, params string[] arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(Checkout.Root, "deploy/local/wva"), arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { [ServerOption.FileVariable] = serverFile },
        };
        start.Environment.Remove(ServerOption.Variable);
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output, await error);
    }
}
