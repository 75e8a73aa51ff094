using Wva.Benchmarks.Measuring;
using Wva.Local.Run;
using Wva.Testing;

namespace Wva.Benchmarks;

/// <summary>The published agent in a process of its own.</summary>
internal sealed class PublishedAgent : IAsyncDisposable
{
    private readonly ChildProcess _process;

    private PublishedAgent(ChildProcess process) => _process = process;

    /// <summary>Its process id.</summary>
    public int Id => _process.Id;

    /// <summary>What it has used.</summary>
    /// <exception cref="InvalidOperationException">It has ended; the message holds its last words.</exception>
    public ProcessUse Use => _process.HasEnded
        ? throw new InvalidOperationException($"{_process.Name} ended with {_process.ExitCode}: {string.Join(" / ", _process.LastLines.TakeLast(3))}")
        : ProcessUse.Read(_process.Id);

    /// <summary>Starts it.</summary>
    /// <param name="name">Name of its pod and of its log.</param>
    /// <param name="folder">Folder for the log.</param>
    /// <param name="aggregators">As <c>--aggregator</c> takes it.</param>
    /// <param name="authorityFile">Who signed the aggregator's certificate.</param>
    /// <param name="engine">Where the engine's page is.</param>
    /// <param name="options">Further options.</param>
    /// <param name="before">A program and its arguments that start it, such as one that puts it into a group.</param>
    /// <exception cref="InvalidOperationException">It cannot be started.</exception>
    public static async Task<PublishedAgent> StartAsync(
        string name, string folder, string aggregators, string authorityFile, Uri engine, IReadOnlyList<string>? options = null, IReadOnlyList<string>? before = null)
    {
        string[] command =
        [
            .. before ?? [], PublishedPrograms.Agent,
            .. AgentArguments.Of(aggregators, authorityFile, engine.ToString(), FreePort.Loopback(), name, options ?? []),
        ];
        return new PublishedAgent(await ChildProcess.StartAsync(name, command[0], command[1..], Path.Combine(folder, name + ".log"), TimeProvider.System));
    }

    /// <summary>Asks it to end as Kubernetes does, and waits until it has.</summary>
    public Task EndAsync()
    {
        _process.AskToEnd();
        return _process.WaitForEndAsync();
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _process.DisposeAsync();
}
