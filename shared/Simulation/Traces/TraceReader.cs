using System.IO.Compression;

namespace Wva.Simulation.Traces;

/// <summary>Reads request traces, <c>NAME.csv</c> or <c>NAME.csv.gz</c> with the columns <c>arrival_ms,prompt_tokens,output_tokens</c>, and <c>NAME.cached.csv</c> beside it where it is there.</summary>
public static class TraceReader
{
    private const string Header = "arrival_ms,prompt_tokens,output_tokens";
    private const string CachedHeader = "cached_tokens";
    private const string Extension = ".csv";
    private const string CompressedExtension = ".csv.gz";

    /// <summary>Reads request by request; nothing is kept.</summary>
    /// <param name="path">The file; compressed where its name ends in <c>.gz</c>.</param>
    /// <returns>The requests, in the order of their arrival.</returns>
    /// <exception cref="FileNotFoundException">There is no such file; known at once.</exception>
    /// <exception cref="InvalidDataException">A line is not as it should be; the message names file, line, column, value and what is allowed.</exception>
    public static IEnumerable<TraceRequest> Read(string path)
    {
        if (!File.Exists(path))
        {
            throw new FileNotFoundException($"trace '{path}' does not exist", path);
        }

        return CachedPath(path) is { } cached && File.Exists(cached) ? ReadWithCached(path, cached) : ReadFile(path);
    }

    /// <summary>Reads requests from text.</summary>
    /// <param name="text">The text, from its header on; stays open.</param>
    /// <param name="source">What to call it in a message.</param>
    /// <exception cref="InvalidDataException">A line is not as it should be.</exception>
    public static IEnumerable<TraceRequest> Read(TextReader text, string source)
    {
        var lines = new TraceLines(text, source);
        lines.ReadHeader(Header);
        var lastMs = 0;
        while (lines.TryRead(out var line))
        {
            var request = Parse(line, lines, ref lastMs);
            yield return request;
        }
    }

    private static IEnumerable<TraceRequest> ReadFile(string path)
    {
        using var text = Open(path);
        foreach (var request in Read(text, path))
        {
            yield return request;
        }
    }

    private static IEnumerable<TraceRequest> ReadWithCached(string path, string cachedPath)
    {
        using var text = Open(cachedPath);
        var lines = new TraceLines(text, cachedPath);
        lines.ReadHeader(CachedHeader);
        foreach (var request in ReadFile(path))
        {
            if (!lines.TryRead(out var line))
            {
                throw lines.Error(CachedHeader, string.Empty, $"a row for each of {path}");
            }

            yield return request with { CachedTokens = lines.Number(line, CachedHeader, 0, request.PromptTokens) };
        }

        if (lines.TryRead(out var further))
        {
            throw lines.Error(CachedHeader, further, $"no more rows than {path} has");
        }
    }

    private static TraceRequest Parse(string line, TraceLines lines, ref int lastMs)
    {
        var first = line.IndexOf(',', StringComparison.Ordinal);
        var second = first < 0 ? -1 : line.IndexOf(',', first + 1);
        if (second < 0 || line.IndexOf(',', second + 1) >= 0)
        {
            throw lines.Error("the line", line, $"three columns, {Header}");
        }

        var text = line.AsSpan();
        lastMs = lines.Number(text[..first], "arrival_ms", lastMs, int.MaxValue);
        return new TraceRequest(
            lastMs / 1000.0,
            lines.Number(text[(first + 1)..second], "prompt_tokens", 1, int.MaxValue),
            lines.Number(text[(second + 1)..], "output_tokens", 1, int.MaxValue));
    }

    private static string? CachedPath(string path) =>
        path.EndsWith(CompressedExtension, StringComparison.Ordinal) ? path[..^CompressedExtension.Length] + ".cached" + CompressedExtension
        : path.EndsWith(Extension, StringComparison.Ordinal) ? path[..^Extension.Length] + ".cached" + Extension
        : null;

    private static StreamReader Open(string path)
    {
        Stream file = File.OpenRead(path);
        return new StreamReader(path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file);
    }
}
