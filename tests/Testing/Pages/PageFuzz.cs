using System.Diagnostics.CodeAnalysis;

namespace Wva.Testing.Pages;

/// <summary>Makes and checks the cases of a fuzz run, each from seed and index alone. Reused from case to case; not thread-safe.</summary>
/// <param name="sources">What is mutated.</param>
/// <param name="seed">Seed of the run.</param>
public sealed class PageFuzz(FuzzSources sources, ulong seed) : IDisposable
{
    /// <summary>Longest piece, bytes, before it is changed.</summary>
    public const int LongestPiece = 4096;

    private const int LongestSequence = 8;

    private readonly PageMutator _mutator = new();
    private readonly ReaderAgreement _reader = new();

    /// <summary>One piece of a page, up to 4 KB, changed: the reader against the slow one, at once and in chunks.</summary>
    /// <param name="index">Index of the case.</param>
    /// <param name="read">Length of the piece, bytes.</param>
    /// <returns>What disagreed, with the piece; null where nothing did.</returns>
    public FuzzFinding? CheckPiece(long index, out int read)
    {
        var chance = new FuzzChance(seed, index);
        var page = chance.Below(4) == 0 ? chance.OneOf(sources.Small) : chance.OneOf(chance.OneOf(sources.Engines));
        var length = chance.UpTo(Math.Min(LongestPiece, page.Length));
        var piece = _mutator.Change(page.AsSpan(chance.Below(page.Length - length + 1), length), chance, 1 + chance.Below(6));
        piece = piece[..Math.Min(piece.Length, LongestPiece)];
        read = piece.Length;
        return Check(index, piece, Chunks(chance, piece.Length));
    }

    /// <summary>Whole pages of one engine, one after the other, most of them changed: reader, sampler and slow sampler.</summary>
    /// <param name="index">Index of the case.</param>
    /// <param name="pages">How many pages it has.</param>
    /// <param name="read">Their length, bytes.</param>
    /// <returns>What disagreed, with the last page; null where nothing did.</returns>
    public FuzzFinding? CheckPages(long index, out int pages, out long read)
    {
        read = 0;
        var chance = new FuzzChance(~seed, index);
        var engine = chance.OneOf(sources.Engines);
        var first = chance.Below(engine.Count);
        var sampler = new SamplerAgreement();
        pages = 1 + chance.Below(LongestSequence);
        for (var i = 0; i < pages; i++)
        {
            var page = engine[Math.Min(first + i, engine.Count - 1)];
            var lines = chance.Below(2) == 0;
            var changes = chance.Below(5) == 0 ? 0 : chance.UpTo(40);
            var changed = lines ? _mutator.ChangeLines(page, chance, changes) : _mutator.Change(page, chance, changes);
            read += changed.Length;
            if (Check(index, changed, Chunks(chance, changed.Length), sampler, lines) is { } finding)
            {
                return finding;
            }
        }

        return null;
    }

    /// <summary>The reader against the slow one on one page, at once and byte by byte.</summary>
    /// <returns>What disagreed; null where nothing did.</returns>
    public static string? CheckAlone(ReadOnlySpan<byte> page)
    {
        using var reader = new ReaderAgreement();
        var expected = SlowReader.Read(page);
        return reader.Difference(expected, page, nextChunk: null) ?? reader.Difference(expected, page, () => 1);
    }

    /// <inheritdoc/>
    public void Dispose() => _reader.Dispose();

    private static Func<int> Chunks(FuzzChance chance, int length)
    {
        // No smaller than what makes 200 of them: every chunk begins its line again.
        var (least, span) = (1 + (length / 200), chance.UpTo(Math.Max(length, 1)));
        return () => least + chance.Below(span);
    }

    [SuppressMessage("Design", "CA1031", Justification = "that nothing is thrown is what is checked")]
    private FuzzFinding? Check(long index, ReadOnlySpan<byte> page, Func<int> chunks, SamplerAgreement? sampler = null, bool linesOnly = false)
    {
        string? difference;
        try
        {
            var expected = SlowReader.Read(page);
            difference = _reader.Difference(expected, page, nextChunk: null) ?? _reader.Difference(expected, page, chunks) ?? _reader.Difference(expected, page, chunks, sources.Wanted)
                ?? sampler?.Difference(expected, page, chunks);
            difference ??= sampler is not null && linesOnly ? SamplerAgreement.DifferenceToSlow(expected, page) : null;
        }
        catch (Exception exception)
        {
            difference = $"threw {exception}";
        }

        return difference is null ? null : new FuzzFinding(index, difference, page.ToArray());
    }
}
