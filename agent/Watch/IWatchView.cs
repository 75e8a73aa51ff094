namespace Wva.Agent.Watch;

/// <summary>Where <c>--watch</c> shows what it read.</summary>
internal interface IWatchView
{
    /// <summary>Shows again how long a scrape has been under way; false for a view of one line a scrape.</summary>
    bool ShowsPending { get; }

    /// <summary>Shows a scrape.</summary>
    /// <exception cref="IOException">Whoever read the output is gone.</exception>
    /// <exception cref="OperationCanceledException">Told to stop.</exception>
    Task ShowAsync(WatchFrame frame, CancellationToken stopping);

    /// <summary>Leaves the output as it was found; called at every end.</summary>
    Task EndAsync();
}
