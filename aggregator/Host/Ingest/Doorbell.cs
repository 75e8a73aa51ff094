namespace Wva.Aggregator.Ingest;

/// <summary>Wakes the cycle before its time. Any number of rings before the next wait are one.</summary>
internal sealed class Doorbell
{
    private TaskCompletionSource _rung = NewBell();

    /// <summary>Wakes whoever waits, now or next.</summary>
    public void Ring() => Volatile.Read(ref _rung).TrySetResult();

    /// <summary>Waits for a ring, or for so long.</summary>
    public async Task WaitAsync(TimeSpan longest, TimeProvider time, CancellationToken cancellation)
    {
        // The time-out is the normal case, once a cycle: it is not thrown.
        await Volatile.Read(ref _rung).Task.WaitAsync(longest, time, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellation.ThrowIfCancellationRequested();
        if (Volatile.Read(ref _rung).Task.IsCompleted)
        {
            Volatile.Write(ref _rung, NewBell());
        }
    }

    private static TaskCompletionSource NewBell() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
