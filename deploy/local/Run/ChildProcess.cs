using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Wva.Local.Run;

/// <summary>A process of ours that never outlives us. What it prints goes to a log file; the last lines are kept for a message.</summary>
internal sealed partial class ChildProcess : IAsyncDisposable
{
    private const int KeptLines = 20;
    private const int Terminate = 15;

    // Both of util-linux, which every Debian has. A session of its own: Ctrl-C in the terminal is ours alone to handle. Killed by the kernel when we are: see ChildThread.
    private static readonly string[] Wrapping = ["/usr/bin/setsid", "/usr/bin/setpriv", "--pdeathsig", "KILL", "--"];
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(3);

    private readonly Process _process;
    private readonly StreamWriter _log;
    private readonly Queue<string> _lastLines = new();
    private readonly TimeProvider _time;
    private bool _isDisposed;

    private ChildProcess(string name, Process process, StreamWriter log, TimeProvider time)
    {
        Name = name;
        _process = process;
        _log = log;
        _time = time;
    }

    /// <summary>What to call it in a message.</summary>
    public string Name { get; }

    /// <summary>Its process id.</summary>
    public int Id => _process.Id;

    /// <summary>Whether it has ended.</summary>
    public bool HasEnded => _process.HasExited;

    /// <summary>Its exit code, 128 + signal where a signal ended it; only once it has ended.</summary>
    public int ExitCode => _process.ExitCode;

    /// <summary>The last lines it printed.</summary>
    public IReadOnlyList<string> LastLines
    {
        get
        {
            lock (_lastLines)
            {
                return [.. _lastLines];
            }
        }
    }

    /// <summary>Starts a program.</summary>
    /// <exception cref="InvalidOperationException">It cannot be started; the message names it.</exception>
    public static async Task<ChildProcess> StartAsync(string name, string program, IReadOnlyList<string> arguments, string logFile, TimeProvider time)
    {
        var log = new StreamWriter(logFile, append: true) { AutoFlush = true };
        try
        {
            var process = await ChildThread.RunAsync(() => Start(program, arguments));
            var child = new ChildProcess(name, process, log, time);
            process.OutputDataReceived += child.Keep;
            process.ErrorDataReceived += child.Keep;
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
            return child;
        }
        catch (Win32Exception e)
        {
            await log.DisposeAsync();
            throw new InvalidOperationException($"{name} cannot be started: {e.Message}", e);
        }
    }

    /// <summary>Waits until it has ended.</summary>
    public Task WaitForEndAsync() => _process.WaitForExitAsync();

    /// <summary>Asks it to end, as Kubernetes would. Nothing happens where it has ended already.</summary>
    public void AskToEnd() => _ = Signal(_process.Id, Terminate);

    /// <summary>Ends it at once, without a word.</summary>
    public void Kill() => _process.Kill(entireProcessTree: true);

    /// <summary>Asks it to end, ends it where it does not, and waits. Nothing happens the second time.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;
        if (!_process.HasExited)
        {
            AskToEnd();
            await Task.WhenAny(_process.WaitForExitAsync(), Task.Delay(Grace, _time, CancellationToken.None));
        }

        if (!_process.HasExited)
        {
            Kill();
        }

        await _process.WaitForExitAsync();
        _process.Dispose();
        await _log.DisposeAsync();
    }

    private static Process Start(string program, IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        string[] command = [.. Wrapping.Where(_ => File.Exists(Wrapping[0])), program, .. arguments];
        start.FileName = command[0];
        foreach (var argument in command.Skip(1))
        {
            start.ArgumentList.Add(argument);
        }

        return Process.Start(start) ?? throw new Win32Exception("no new process");
    }

    private void Keep(object sender, DataReceivedEventArgs line)
    {
        if (line.Data is null)
        {
            return;
        }

        lock (_lastLines)
        {
            if (_lastLines.Count == KeptLines)
            {
                _lastLines.Dequeue();
            }

            _lastLines.Enqueue(line.Data);
            _log.WriteLine(line.Data);
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Signal(int processId, int signal);
}
