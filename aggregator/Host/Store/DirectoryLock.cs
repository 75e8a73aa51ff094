namespace Wva.Aggregator.Store;

/// <summary>Held while an aggregator decides over a folder: two would publish against each other. The system lets go of it when the process dies, however it dies.</summary>
internal sealed class DirectoryLock : IDisposable
{
    /// <summary>Name of the lock file.</summary>
    public const string FileName = ".wva-lock";

    private readonly FileStream _file;

    private DirectoryLock(FileStream file) => _file = file;

    /// <summary>Takes the lock; null where another process holds it.</summary>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written.</exception>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    public static DirectoryLock? TryTake(string directory)
    {
        try
        {
            return new DirectoryLock(new FileStream(Path.Combine(directory, FileName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException error) when (error is not (DirectoryNotFoundException or FileNotFoundException or PathTooLongException))
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();
}
