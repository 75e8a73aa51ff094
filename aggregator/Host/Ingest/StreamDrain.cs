namespace Wva.Aggregator.Ingest;

/// <summary>
/// Ends all streams with OK before the server stops: an agent that reads OK comes back at once, one whose connection breaks waits its turn.
/// </summary>
internal sealed class StreamDrain(IngestCounters counters) : IHostedLifecycleService, IDisposable
{
    // Network time, whatever clock the rest runs on.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(10);

    // The server closes connections as soon as their streams have ended; an OK must be read before that.
    private static readonly TimeSpan Arrival = TimeSpan.FromMilliseconds(200);

    private readonly CancellationTokenSource _ending = new();

    /// <summary>Cancelled when streams are to end.</summary>
    public CancellationToken Ending => _ending.Token;

    /// <inheritdoc/>
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        var hadStreams = counters.OpenStreams > 0;
        await _ending.CancelAsync();
        var began = TimeProvider.System.GetTimestamp();
        while (counters.OpenStreams > 0 && TimeProvider.System.GetElapsedTime(began) < Longest)
        {
            await Task.Delay(Look, TimeProvider.System, cancellationToken);
        }

        if (hadStreams)
        {
            await Task.Delay(Arrival, TimeProvider.System, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public void Dispose() => _ending.Dispose();
}
