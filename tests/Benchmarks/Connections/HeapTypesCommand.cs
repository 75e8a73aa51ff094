using System.Diagnostics;
using System.Globalization;

namespace Wva.Benchmarks.Connections;

/// <summary>
/// <c>connections-types PROCESS</c>: looks into a process's heap from a process of its own. The library that reads the heap may crash whoever loaded it, once it is unloaded:
/// only this one is lost then, after it has said everything.
/// </summary>
internal static class HeapTypesCommand
{
    /// <summary>The word on the command line.</summary>
    public const string Name = "connections-types";

    /// <summary>In the process of its own: a line a type.</summary>
    public static async Task<int> RunAsync(IReadOnlyList<string> args, TextWriter output, CancellationToken stop)
    {
        foreach (var (type, count, bytes) in HeapTypes.Read(int.Parse(args[0], CultureInfo.InvariantCulture)))
        {
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{count} {bytes} {type}").AsMemory(), stop);
        }

        return 0;
    }

    /// <summary>From outside.</summary>
    /// <exception cref="InvalidOperationException">It said nothing.</exception>
    public static async Task<IReadOnlyList<(string Type, long Count, long Bytes)>> ReadAsync(int processId, CancellationToken stop)
    {
        string[] arguments = [Name, processId.ToString(CultureInfo.InvariantCulture)];
        using var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, arguments) { UseShellExecute = false, RedirectStandardOutput = true })!;
        var lines = (await process.StandardOutput.ReadToEndAsync(stop)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        await process.WaitForExitAsync(stop);
        return lines.Length > 0
            ? [.. lines.Select(line => line.Split(' ', 3)).Select(words => (words[2], long.Parse(words[0], CultureInfo.InvariantCulture), long.Parse(words[1], CultureInfo.InvariantCulture)))]
            : throw new InvalidOperationException($"the heap of process {processId} could not be read");
    }
}
