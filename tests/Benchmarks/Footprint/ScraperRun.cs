using Wva.Benchmarks.Measuring;
using Wva.Benchmarks.WireBytes;
using Wva.Local.Run;
using Wva.Simulation.Recordings;

namespace Wva.Benchmarks.Footprint;

/// <summary>One scraper, ours or another, beside an engine of its own that plays the same pages, its output led through a relay that counts.</summary>
internal sealed class ScraperRun : IAsyncDisposable
{
    private readonly RecordedEngine _engine;
    private readonly CountingRelay _relay;
    private readonly MemoryGroup? _group;
    private readonly ChildProcess _process;

    private ScraperRun(RecordedEngine engine, CountingRelay relay, MemoryGroup? group, ChildProcess process) =>
        (_engine, _relay, _group, _process) = (engine, relay, group, process);

    /// <summary>Starts it in a memory group of its own, where the machine has such.</summary>
    /// <param name="name">Its name in files.</param>
    /// <param name="program">Its executable.</param>
    /// <param name="arguments">Its arguments, made of the engine's address and the port to send to.</param>
    /// <param name="targetPort">Where what it sends ends up.</param>
    /// <param name="folder">For its copy and its log.</param>
    public static async Task<ScraperRun> StartAsync(string name, string program, Func<Uri, int, string[]> arguments, int targetPort, string folder)
    {
#pragma warning disable CA2000 // the object returned owns it; where none is, the whole benchmark ends
        var relay = new CountingRelay(targetPort);
#pragma warning restore CA2000
        var engine = RecordedEngine.Start(new RecordingPlayer(RecordedInput.Pages("step")), TimeProvider.System);
#pragma warning disable CA2000 // likewise
        var group = MemoryGroup.TryMake(name);
#pragma warning restore CA2000
        string[] command = [.. group?.Launcher(Path.Combine(folder, name + ".copy")) ?? [], program, .. arguments(engine.Url, relay.Port)];
        var process = await ChildProcess.StartAsync(name, command[0], command[1..], Path.Combine(folder, name + ".log"), TimeProvider.System);
        return new ScraperRun(engine, relay, group, process);
    }

    /// <summary>Measures it.</summary>
    /// <param name="settle">Before it counts.</param>
    /// <param name="time">While it counts.</param>
    /// <param name="stop">Ends it.</param>
    /// <exception cref="InvalidOperationException">It has ended, or reads or sends nothing: its figures would be of nothing.</exception>
    public async Task<ScraperFootprint> MeasureAsync(TimeSpan settle, TimeSpan time, CancellationToken stop)
    {
        await Task.Delay(settle, TimeProvider.System, stop);
        var began = TimeProvider.System.GetTimestamp();
        var (use, sent, answers) = (Use(), _relay.Sent, _engine.Answers);
        await Task.Delay(time, TimeProvider.System, stop);
        var then = Use();
        var seconds = TimeProvider.System.GetElapsedTime(began).TotalSeconds;
        var result = new ScraperFootprint(
            then, _group?.WorkingSetKiB(), (then.ProcessorSeconds - use.ProcessorSeconds) / seconds, (_relay.Sent - sent) / seconds, _engine.Answers - answers);
        return result is { Scrapes: > 0, SentPerSecond: > 0 }
            ? result
            : throw new InvalidOperationException($"{_process.Name} read {result.Scrapes} pages and sent {_relay.Sent - sent} bytes: {LastWords()}");
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        await _relay.DisposeAsync();
        await _engine.DisposeAsync();
        _group?.Dispose();
    }

    private ProcessUse Use() => _process.HasEnded
        ? throw new InvalidOperationException($"{_process.Name} ended with {_process.ExitCode}: {LastWords()}")
        : ProcessUse.Read(_process.Id);

    private string LastWords() => string.Join(" / ", _process.LastLines.TakeLast(3));
}
