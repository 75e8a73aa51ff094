using System.Diagnostics;
using System.Text.RegularExpressions;
using Wva.Testing;

namespace Wva.Local.Tests.Cluster;

/// <summary><c>up</c> on a terminal of 118 columns.</summary>
internal sealed partial class TerminalRun : IDisposable
{
    private const string InterruptKey = "\u0003";

    private readonly string _typescript = Path.GetTempFileName();
    private readonly Process _terminal;

    public TerminalRun(params string[] arguments) =>
        _terminal = Start("bash", "-c", $"exec script -qefc \"stty cols 118 rows 34; exec '{PublishedPrograms.Up}' {string.Join(' ', arguments)}\" '{_typescript}' > /dev/null");

    /// <summary>The exit code of <c>up</c>; only once it has ended.</summary>
    public int ExitCode => _terminal.ExitCode;

    /// <summary>All that came, without styles.</summary>
    public string Shown
    {
        get
        {
            using var reader = new StreamReader(new FileStream(_typescript, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
            return Style().Replace(reader.ReadToEnd(), "");
        }
    }

    /// <summary>The lines of all pictures.</summary>
    public string[] Lines => Steering().Replace(Shown, "").Split('\n', StringSplitOptions.TrimEntries);

    /// <summary>All processes below the terminal.</summary>
    public IReadOnlyList<int> Processes => ProcessTree.Below(_terminal.Id);

    /// <summary>Ctrl-C, as a user types it.</summary>
    public async Task InterruptAsync()
    {
        await _terminal.StandardInput.WriteAsync(InterruptKey);
        await _terminal.StandardInput.FlushAsync();
    }

    /// <summary>Waits until <c>up</c> has ended.</summary>
    public Task EndAsync(TimeSpan patience, CancellationToken stop) => _terminal.WaitForExitAsync(stop).WaitAsync(patience, stop);

    /// <summary>What a program prints.</summary>
    public static string Printed(string program, params string[] arguments)
    {
        using var process = Start(program, arguments);
        var printed = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return printed;
    }

    public void Dispose()
    {
        if (!_terminal.HasExited)
        {
            _terminal.Kill(entireProcessTree: true);
        }

        _terminal.Dispose();
        File.Delete(_typescript);
    }

    private static Process Start(string program, params string[] arguments) =>
        Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true })!;

    [GeneratedRegex(@"\u001b\[[0-9;]*m", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Style();

    [GeneratedRegex(@"\u001b\[[?0-9;]*[A-Za-z]", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Steering();
}
