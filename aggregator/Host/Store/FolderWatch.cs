using Wva.Aggregator.Ingest;

namespace Wva.Aggregator.Store;

/// <summary>
/// Rings when something in the folder may have changed. A hint and no more: inotify overflows, has limits a user may have used up, and says nothing on network
/// file systems, so the folder is also looked at every second.
/// </summary>
internal sealed class FolderWatch : IDisposable
{
    private readonly FileSystemWatcher _watcher;
    private readonly Doorbell _bell;
    private readonly Func<bool> _statusesAreNews;

    /// <summary>Begins.</summary>
    /// <param name="directory">The folder.</param>
    /// <param name="bell">What to ring.</param>
    /// <param name="statusesAreNews">Asked at each change of a status: false where it is our own writing.</param>
    /// <exception cref="IOException">The system has no watch left to give.</exception>
    public FolderWatch(string directory, Doorbell bell, Func<bool> statusesAreNews)
    {
        (_bell, _statusesAreNews) = (bell, statusesAreNews);
        _watcher = new FileSystemWatcher(directory, "*" + VariantFiles.ManifestSuffix);
        _watcher.Changed += (_, change) => Hint(change.Name);
        _watcher.Created += (_, change) => Hint(change.Name);
        _watcher.Deleted += (_, change) => Hint(change.Name);
        _watcher.Renamed += (_, change) => Hint(change.Name);
        _watcher.Error += (_, _) => bell.Ring();
        _watcher.EnableRaisingEvents = true;
    }

    /// <inheritdoc/>
    public void Dispose() => _watcher.Dispose();

    private void Hint(string? name)
    {
        if (name is null || !name.EndsWith(VariantFiles.StatusSuffix, StringComparison.Ordinal) || _statusesAreNews())
        {
            _bell.Ring();
        }
    }
}
