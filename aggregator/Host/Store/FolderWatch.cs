using Wva.Aggregator.Ingest;

namespace Wva.Aggregator.Store;

/// <summary>
/// Rings when something in the folder may have changed. A hint and no more: inotify overflows, has limits a user may have used up, and says nothing on network
/// file systems, so the folder is also looked at every second.
/// </summary>
internal sealed class FolderWatch : IDisposable
{
    private readonly FileSystemWatcher _watcher;

    /// <summary>Begins.</summary>
    /// <exception cref="IOException">The system has no watch left to give.</exception>
    public FolderWatch(string directory, Doorbell bell)
    {
        _watcher = new FileSystemWatcher(directory, "*" + VariantFiles.ManifestSuffix);
        _watcher.Changed += (_, change) => Hint(bell, change.Name);
        _watcher.Created += (_, change) => Hint(bell, change.Name);
        _watcher.Deleted += (_, change) => Hint(bell, change.Name);
        _watcher.Renamed += (_, change) => Hint(bell, change.Name);
        _watcher.Error += (_, _) => bell.Ring();
        _watcher.EnableRaisingEvents = true;
    }

    /// <inheritdoc/>
    public void Dispose() => _watcher.Dispose();

    private static void Hint(Doorbell bell, string? name)
    {
        // Our own writes are no news.
        if (name is null || !name.EndsWith(VariantFiles.StatusSuffix, StringComparison.Ordinal))
        {
            bell.Ring();
        }
    }
}
