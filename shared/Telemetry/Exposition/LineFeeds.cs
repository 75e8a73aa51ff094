using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Wva.Telemetry.Exposition;

/// <summary>The line feeds of the data, front to back: each block of bytes is looked at once, however many lines it holds.</summary>
internal ref struct LineFeeds(ReadOnlySpan<byte> data)
{
    // One bit a byte.
    private const int BlockLength = 64;

    private readonly ReadOnlySpan<byte> _data = data;
    private int _block = -BlockLength;
    private ulong _feeds;

    /// <summary>Where the first line feed at or behind <paramref name="from"/> is; the data's length where there is none.</summary>
    /// <param name="from">Not in front of where an earlier call began.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Next(int from)
    {
        var offset = from - _block;
        var rest = offset < BlockLength ? _feeds >> offset : 0;
        return rest != 0 ? from + BitOperations.TrailingZeroCount(rest) : Search(offset < BlockLength ? _block + BlockLength : from);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Search(int block)
    {
        while (block <= _data.Length - BlockLength)
        {
            var feeds = Feeds(_data.Slice(block, BlockLength));
            if (feeds != 0)
            {
                _block = block;
                _feeds = feeds;
                return block + BitOperations.TrailingZeroCount(feeds);
            }

            block += BlockLength;
        }

        return SearchTail(block);
    }

    private readonly int SearchTail(int from)
    {
        var found = from < _data.Length ? _data[from..].IndexOf((byte)'\n') : -1;
        return found < 0 ? _data.Length : from + found;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Feeds(ReadOnlySpan<byte> block) =>
        Feeds16(block) | (Feeds16(block[16..]) << 16) | (Feeds16(block[32..]) << 32) | (Feeds16(block[48..]) << 48);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Feeds16(ReadOnlySpan<byte> bytes) =>
        Vector128.Equals(Vector128.Create(bytes), Vector128.Create((byte)'\n')).ExtractMostSignificantBits();
}
