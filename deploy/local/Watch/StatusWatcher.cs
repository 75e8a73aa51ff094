namespace Wva.Local.Watch;

/// <summary>An outsider that watches a status file, as a scaler would.</summary>
/// <param name="path">The file; it need not be there yet.</param>
/// <param name="time">The clock of the looking.</param>
internal sealed class StatusWatcher(string path, TimeProvider time)
{
    /// <summary>Time between two looks; a change is seen no later than that. It is read each time: two writes within one tick of the kernel's clock bear the same time.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromMilliseconds(10);

    private string? _text;

    /// <summary>Looks until told to stop.</summary>
    /// <param name="seen">Called with each new state of the file.</param>
    /// <param name="stop">Ends the looking; the file is looked at once more then.</param>
    public async Task WatchAsync(Action<PublishedStatus> seen, CancellationToken stop)
    {
        using var timer = new PeriodicTimer(Period, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stop))
            {
                Look(seen);
            }
        }
        catch (OperationCanceledException)
        {
            Look(seen);
        }
    }

    private void Look(Action<PublishedStatus> seen)
    {
        if (PublishedStatus.TryReadText(path) is not { } text || string.Equals(text, _text, StringComparison.Ordinal))
        {
            return;
        }

        _text = text;
        if (PublishedStatus.Read(text) is { } status)
        {
            seen(status);
        }
    }
}
