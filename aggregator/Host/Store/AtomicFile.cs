namespace Wva.Aggregator.Store;

/// <summary>Writes a file so that a reader sees the old one or the new one, whatever happens in between.</summary>
internal static class AtomicFile
{
    /// <summary>A name that ends so is half a file; nobody reads it.</summary>
    public const string TemporarySuffix = ".tmp";

    /// <summary>Writes beside the file, makes it durable, and renames it over the old one.</summary>
    /// <exception cref="IOException">It could not, or may not, be written; the old one stands.</exception>
    public static async Task WriteAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellation)
    {
        var temporary = Path.Combine(Path.GetDirectoryName(path)!, $".{Path.GetFileName(path)}{TemporarySuffix}");
        try
        {
            var file = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None);
            await using (file.ConfigureAwait(false))
            {
                await file.WriteAsync(content, cancellation);
                await file.FlushAsync(cancellation);

                // A rename may reach the disk before the bytes do: without this a power cut leaves an empty file.
                RandomAccess.FlushToDisk(file.SafeFileHandle);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch (UnauthorizedAccessException error)
        {
            throw new IOException(error.Message, error);
        }
    }
}
