namespace Wva.Telemetry.Exposition;

/// <summary>Takes a page as it comes, in pieces. What became of it, its owner asks.</summary>
public interface IPageReader
{
    /// <summary>Begins a page and forgets an unfinished one.</summary>
    void Begin();

    /// <summary>Reads what it can of <paramref name="data"/>.</summary>
    /// <param name="data">The next bytes of the page, beginning with those that the call before left over.</param>
    /// <param name="isFinal">No more bytes follow.</param>
    /// <returns>Bytes read; the rest (part of a line) must stand in front of the next call's data. All of them where <paramref name="isFinal"/>.</returns>
    int Feed(ReadOnlySpan<byte> data, bool isFinal);

    /// <summary>Counts a line that the caller has left out because its buffer does not hold it: a bad line, whatever its name.</summary>
    void SkipLine();
}
