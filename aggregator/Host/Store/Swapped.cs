namespace Wva.Aggregator.Store;

/// <summary>A value that is replaced whole, and a way to wait for the next one. One writer, any number of readers.</summary>
/// <typeparam name="T">An immutable value.</typeparam>
internal sealed class Swapped<T>(T first)
    where T : class
{
    private T _current = first;
    private TaskCompletionSource _changed = NewSignal();

    /// <summary>The newest.</summary>
    public T Current => Volatile.Read(ref _current);

    /// <summary>Replaces it, and wakes whoever waits.</summary>
    public void Swap(T next)
    {
        Volatile.Write(ref _current, next);
        Interlocked.Exchange(ref _changed, NewSignal()).SetResult();
    }

    /// <summary>Completes as soon as <see cref="Current"/> is another one than <paramref name="seen"/>.</summary>
    public async Task WaitForChangeAsync(T seen, CancellationToken cancellation)
    {
        while (true)
        {
            // The signal is taken before the value is looked at: a change in between is not missed.
            var changed = Volatile.Read(ref _changed).Task;
            if (!ReferenceEquals(Current, seen))
            {
                return;
            }

            await changed.WaitAsync(cancellation);
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
