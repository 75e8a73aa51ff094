using System.Diagnostics;
using System.Text.Json;
using Wva.Local.Run;
using Wva.Testing;

namespace Wva.Local.Tests;

/// <summary>One run of the script that a user types, watched from outside.</summary>
internal sealed class UpRun : IAsyncDisposable
{
    /// <summary>Time between two looks at what goes on outside.</summary>
    public static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private readonly ChildProcess _process;
    private readonly string _log;
    private readonly string _temporary;
    private readonly HashSet<int> _below = [];

    private UpRun(ChildProcess process, string log, string temporary)
    {
        _process = process;
        _log = log;
        _temporary = temporary;
    }

    public int ExitCode => _process.ExitCode;

    public IReadOnlyList<string> Lines => File.ReadAllLines(_log);

    public JsonElement Summary => JsonDocument.Parse(Lines[^1]["summary: ".Length..]).RootElement;

    /// <summary>Folders that it left in its place for temporary ones.</summary>
    public IReadOnlyList<string> LeftFolders => Directory.GetDirectories(_temporary, "wva-up-*");

    /// <summary>Processes of its own that still run.</summary>
    public IReadOnlyList<int> LeftProcesses => [.. _below.Where(ProcessTree.Runs)];

    /// <summary>Where it leaves the aggregators' addresses while it runs.</summary>
    public string ServerFile => Path.Combine(_temporary, "server");

    public static Task<UpRun> StartAsync(params string[] arguments) => StartAsync(_ => arguments);

    /// <summary>Starts it with arguments that may name files in its folder, which goes with it.</summary>
    /// <param name="arguments">Given the folder.</param>
    /// <param name="script">The script of another checkout; null is this one's.</param>
    public static async Task<UpRun> StartAsync(Func<string, string[]> arguments, string? script = null)
    {
        var temporary = Directory.CreateTempSubdirectory("up-test-").FullName;
        var log = Path.Combine(temporary, "printed");
        string[] command = [$"TMPDIR={temporary}", script ?? PublishedPrograms.Up, "--server-file", Path.Combine(temporary, "server"), .. arguments(temporary)];
        return new UpRun(await ChildProcess.StartAsync("up", "/usr/bin/env", command, log, TimeProvider.System), log, temporary);
    }

    /// <summary>Waits until a line begins so, and notes what runs then.</summary>
    public async Task WaitForAsync(string text, CancellationToken stop)
    {
        await Eventually.TrueAsync(
            $"'{text}' in what up prints",
            Patience,
            () => _process.HasEnded || Lines.Any(line => line.Contains(text, StringComparison.Ordinal)),
            stop);
        _below.UnionWith(ProcessTree.Below(_process.Id));
    }

    public Task WaitForEndAsync() => _process.WaitForEndAsync();

    /// <summary>All processes of its own that run now, with their command lines.</summary>
    public IReadOnlyList<(int Id, string[] Command)> Children() => [.. ProcessTree.Below(_process.Id).Select(id => (id, ProcessTree.CommandLine(id)))];

    /// <summary>Its child of that name.</summary>
    public int Child(string name) => _below.Single(id => ProcessTree.CommandLine(id) is [var program, ..] && program.EndsWith("/" + name, StringComparison.Ordinal));

    public async Task SignalAsync(string signal, int? processId = null)
    {
        using var kill = Process.Start("/bin/kill", [signal, (processId ?? _process.Id).ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        Directory.Delete(_temporary, recursive: true);
    }
}
