using System.Globalization;

namespace Wva.Aggregator.Publish;

/// <summary>
/// A file of lines that grows to a bound: then it is renamed to <c>FILE.1</c>, over the one before, and a new one is begun. Opened for each line, so
/// that it may be moved away, and be shared by those of whom one writes at a time.
/// </summary>
/// <param name="path">The file.</param>
/// <param name="maxBytes">No file grows beyond this, so both together take at most twice as much.</param>
internal sealed class LineFile(string path, long maxBytes)
{
    /// <summary>What the name of the full file gets.</summary>
    public const string OldSuffix = ".1";

    private const byte End = (byte)'\n';

    /// <summary>Adds a line.</summary>
    /// <exception cref="IOException">It could not be written, or is longer than a file may be; what was there stands.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public void Append(ReadOnlySpan<byte> line)
    {
        if (line.Length >= maxBytes)
        {
            throw new IOException(string.Create(CultureInfo.InvariantCulture, $"it takes {line.Length} bytes, and the file may take {maxBytes}"));
        }

        var info = new FileInfo(path);
        if (info.Exists && info.Length + line.Length + 2 > maxBytes)
        {
            File.Move(path, path + OldSuffix, overwrite: true);
        }

        using var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        var length = file.Seek(0, SeekOrigin.End);
        try
        {
            if (length > 0 && LastByte(file) != End)
            {
                file.WriteByte(End); // whoever wrote the last line was killed over it
            }

            file.Write(line);
            file.WriteByte(End);
        }
        catch (IOException)
        {
            file.SetLength(length); // a full disk takes a part of a line
            throw;
        }
    }

    private static int LastByte(FileStream file)
    {
        file.Seek(-1, SeekOrigin.End);
        return file.ReadByte();
    }
}
