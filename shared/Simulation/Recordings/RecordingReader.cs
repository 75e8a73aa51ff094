using System.IO.Compression;

namespace Wva.Simulation.Recordings;

/// <summary>Reads a recording, <c>NAME.pages.br</c>: Brotli of all pages, one after the other, each behind a header line.</summary>
public static class RecordingReader
{
    private const int BufferBytes = 64 * 1024;

    /// <summary>Reads page by page; never more than one is in memory unless the caller keeps them.</summary>
    /// <param name="path">The compressed file.</param>
    /// <returns>The pages, in the order of their time.</returns>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is no recording, or breaks off; the message names file, offset in the decompressed text, and problem.</exception>
    public static IEnumerable<RecordedPage> Read(string path)
    {
        if (!File.Exists(path))
        {
            throw new FileNotFoundException($"recording '{path}' does not exist", path);
        }

        return ReadFile(path);
    }

    /// <summary>Reads all pages into memory (28 MB for 511 pages).</summary>
    /// <inheritdoc cref="Read(string)"/>
    public static IReadOnlyList<RecordedPage> ReadAll(string path)
    {
        var pages = Read(path).ToArray();
        return pages.Length > 0 ? pages : throw new InvalidDataException($"{path}: offset 0: holds no page: it is empty, or breaks off at once");
    }

    /// <summary>Reads pages from text that is already decompressed.</summary>
    /// <param name="pages">The text, from its first header on; headers are read byte by byte, so it had better be buffered. Stays open.</param>
    /// <param name="source">What to call it in a message.</param>
    /// <returns>The pages, in the order of their time.</returns>
    /// <exception cref="InvalidDataException">The text is no recording, or breaks off.</exception>
    public static IEnumerable<RecordedPage> Read(Stream pages, string source)
    {
        var cursor = new RecordingCursor(pages, source);
        var lastSeconds = double.NegativeInfinity;
        while (cursor.TryReadLine(out var line))
        {
            var header = RecordedHeader.Parse(line, cursor);
            if (header.AtSeconds < lastSeconds)
            {
                throw cursor.Error($"t={header.AtSeconds} lies before the page in front of it, t={lastSeconds}");
            }

            lastSeconds = header.AtSeconds;
            yield return new RecordedPage(header.AtSeconds, header.Status, header.TookSeconds, cursor.ReadBody(header.Bytes));
        }
    }

    private static IEnumerable<RecordedPage> ReadFile(string path)
    {
        using var file = File.OpenRead(path);
        using var decompressed = new BrotliStream(file, CompressionMode.Decompress);
        using var text = new BufferedStream(decompressed, BufferBytes);
        foreach (var page in Read(text, path))
        {
            yield return page;
        }
    }
}
