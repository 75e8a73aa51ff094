namespace Wva.Aggregator;

/// <summary>What tells one content of a file from the next without reading it.</summary>
/// <param name="WrittenUtc">When it was last written.</param>
/// <param name="LengthBytes">Its length.</param>
internal readonly record struct FileStamp(DateTime WrittenUtc, long LengthBytes)
{
    /// <summary>The stamp of a file; null where there is none.</summary>
    public static FileStamp? Of(string path)
    {
        try
        {
            // Mounted secrets and ConfigMaps are links that never change themselves: what they point to does.
            var file = File.ResolveLinkTarget(path, returnFinalTarget: true) ?? new FileInfo(path);
            return file is FileInfo { Exists: true } found ? new FileStamp(found.LastWriteTimeUtc, found.Length) : null;
        }
        catch (IOException)
        {
            return null;
        }
    }
}
