using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Wva.Testing;

namespace Wva.Benchmarks.Measuring;

/// <summary>What a result stands under: command, commit, machine.</summary>
internal static class RunHeading
{
    /// <summary>The lines.</summary>
    /// <param name="title">Title of the section.</param>
    /// <param name="arguments">The command line behind <c>--</c>.</param>
    public static string Write(string title, IEnumerable<string> arguments) => string.Create(
        CultureInfo.InvariantCulture,
        $"## {title}\n\n`{Collector()}dotnet run -c Release --project tests/Benchmarks -- {string.Join(' ', arguments)}`\n\n{Processor()}, {Environment.ProcessorCount} cores, Linux {Environment.OSVersion.Version.Major}.{Environment.OSVersion.Version.Minor} {RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant()}, .NET {Environment.Version}, {TimeProvider.System.GetUtcNow():yyyy-MM-dd HH:mm} UTC, commit {Git("rev-parse --short HEAD")} (tree {Git("rev-parse --short HEAD^{tree}")}){(Git("status --porcelain").Length > 0 ? " with changes" : "")}, load average {LoadAverage()} at the start.\n");

    /// <summary>Load averages of 1, 5 and 15 minutes.</summary>
    public static string LoadAverage() => string.Join(", ", File.ReadAllText("/proc/loadavg").Split(' ').Take(3));

    /// <summary>Settings of the collector in the environment, as they stand before the command.</summary>
    private static string Collector() => string.Concat(Environment.GetEnvironmentVariables().Cast<System.Collections.DictionaryEntry>()
        .Select(variable => $"{variable.Key}={variable.Value} ")
        .Where(variable => variable.StartsWith("DOTNET_GC", StringComparison.OrdinalIgnoreCase))
        .Order(StringComparer.Ordinal));

    private static string Processor() =>
        File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(": ")[1] ?? "processor unknown";

    private static string Git(string arguments)
    {
        try
        {
            using var git = Process.Start(new ProcessStartInfo("git", arguments) { UseShellExecute = false, WorkingDirectory = Checkout.Root, RedirectStandardOutput = true, RedirectStandardError = true })!;
            var text = git.StandardOutput.ReadToEnd().Trim();
            git.WaitForExit();
            return git.ExitCode == 0 ? text : "unknown";
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return "unknown"; // no git
        }
    }
}
