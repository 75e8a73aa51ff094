using System.Diagnostics;
using System.Globalization;
using Wva.Benchmarks.Measuring;
using Wva.Testing;

namespace Wva.Benchmarks.Reader;

/// <summary><c>reader</c>: the exposition reader compiled ahead of time as it is in the agent, over full pages of a real engine, line splitting beside it.</summary>
internal static class ReaderCommand
{
    /// <summary>The word on the command line.</summary>
    public const string Name = "reader";

    private static readonly string[] Recordings = ["step", "ranks"];

    // As the agent is built, then what other switches of the compiler would give: what they would cost the agent stands in its README.
    private static readonly (string Name, string[] Flags)[] Builds =
    [
        ("as the agent (Size, x86-64-v2)", ["-p:OptimizationPreference=Size"]),
        ("Speed", ["-p:OptimizationPreference=Speed"]),
        ("Speed, x86-64-v3", ["-p:OptimizationPreference=Speed", "-p:IlcInstructionSet=x86-64-v3"]),
    ];

    /// <summary>Publishes each build, runs it, prints a table.</summary>
    public static async Task<int> RunAsync(IReadOnlyList<string> args, TextWriter output, TextWriter errors, CancellationToken stop)
    {
        if (NumberOptions.Read([], args, out var error) is null)
        {
            await errors.WriteLineAsync($"{Name}: {error}");
            return 2;
        }

        await output.WriteLineAsync(RunHeading.Write("The exposition reader, compiled ahead of time", [Name]));
        var folder = Path.Combine(PublishedPrograms.Root, "artifacts/local/reader");
        Directory.CreateDirectory(folder);
        var table = new MarkdownTable("build", "page", "what", "µs a page, median", "GB/s, median", "GB/s, best", "allocated B a page");
        foreach (var build in Builds)
        {
            await errors.WriteLineAsync(build.Name + " ...");
            await RunAsync("dotnet", ["publish", "tests/Benchmarks/Aot", "-c", "Release", "-v", "q", "-p:UseSharedCompilation=false", "-o", folder, .. build.Flags], stop);
            var lines = await RunAsync(Path.Combine(folder, "Wva.Benchmarks.Aot"), [.. Recordings.Select(recording => WritePage(folder, recording))], stop);
            await errors.WriteAsync(lines);
            Add(table, build.Name, lines);
        }

        await output.WriteLineAsync(table.ToString());
        return 0;
    }

    private static void Add(MarkdownTable table, string build, string lines)
    {
        foreach (var cells in lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('\t')))
        {
            var (best, median, bytes) = (Number(cells[2]), Number(cells[3]), Number(cells[5]));
            table.Add(
                build,
                cells[0],
                cells[1],
                (median / 1000).ToString("F1", CultureInfo.InvariantCulture),
                (bytes / median).ToString("F2", CultureInfo.InvariantCulture), // bytes a nanosecond
                (bytes / best).ToString("F2", CultureInfo.InvariantCulture),
                cells[4]);
        }
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static string WritePage(string folder, string recording)
    {
        var path = Path.Combine(folder, recording);
        File.WriteAllBytes(path, RecordedInput.LastPage(recording));
        return path;
    }

    private static async Task<string> RunAsync(string program, IEnumerable<string> arguments, CancellationToken stop)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, WorkingDirectory = PublishedPrograms.Root, RedirectStandardOutput = true })!;
        var text = await process.StandardOutput.ReadToEndAsync(stop);
        await process.WaitForExitAsync(stop);
        return process.ExitCode == 0 ? text : throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {text}");
    }
}
