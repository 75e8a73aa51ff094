using System.Diagnostics;

namespace Wva.Testing;

/// <summary>A program that ran to its end by itself.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">What it wrote.</param>
/// <param name="Errors">What it wrote to its standard error.</param>
public sealed record ProgramRun(int ExitCode, string Output, string Errors)
{
    /// <summary>Runs a program.</summary>
    /// <param name="program">Its path, or its name on the search path.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="stop">Ends the wait.</param>
    public static async Task<ProgramRun> OfAsync(string program, IEnumerable<string> arguments, CancellationToken stop)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = process.StandardOutput.ReadToEndAsync(stop);
        var errors = process.StandardError.ReadToEndAsync(stop);
        await process.WaitForExitAsync(stop);
        return new ProgramRun(process.ExitCode, await output, await errors);
    }
}
