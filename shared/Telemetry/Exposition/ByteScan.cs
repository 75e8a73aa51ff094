using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Wva.Telemetry.Exposition;

/// <summary>Searches in short texts, where a call into the base library would cost more than the search. All return the text's length where they find nothing.</summary>
internal static class ByteScan
{
    /// <summary>The first byte at or behind <paramref name="from"/> that is none of a metric's name.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int EndOfName(ReadOnlySpan<byte> text, int from) => EndOfName(text, from, ':');

    /// <summary>The first byte at or behind <paramref name="from"/> that is none of a label's name.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int EndOfLabelName(ReadOnlySpan<byte> text, int from) => EndOfName(text, from, '9');

    /// <summary>The first quote or backslash at or behind <paramref name="from"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int QuoteOrBackslash(ReadOnlySpan<byte> text, int from)
    {
        while (from <= text.Length - Vector128<byte>.Count)
        {
            var bytes = Vector128.Create(text[from..]);
            var found = (Vector128.Equals(bytes, Vector128.Create((byte)'"')) | Vector128.Equals(bytes, Vector128.Create((byte)'\\'))).ExtractMostSignificantBits();
            if (found != 0)
            {
                return from + BitOperations.TrailingZeroCount(found);
            }

            from += Vector128<byte>.Count;
        }

        while (from < text.Length && text[from] is not ((byte)'"' or (byte)'\\'))
        {
            from++;
        }

        return from;
    }

    /// <summary>The last closing brace; -1 where there is none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int LastBrace(ReadOnlySpan<byte> line)
    {
        // Behind it stands a number as a rule, so that the last bytes are enough.
        var tail = line.Length - Vector128<byte>.Count;
        var found = tail < 0 ? 0 : Vector128.Equals(Vector128.Create(line[tail..]), Vector128.Create((byte)'}')).ExtractMostSignificantBits();
        return found != 0 ? tail + BitOperations.Log2(found) : line.LastIndexOf((byte)'}');
    }

    // The colon follows the digits, so that the last of them tells metrics from labels.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int EndOfName(ReadOnlySpan<byte> text, int from, char lastDigit)
    {
        while (from <= text.Length - Vector128<byte>.Count)
        {
            var others = ~NameBytes(Vector128.Create(text[from..]), lastDigit).ExtractMostSignificantBits() & 0xFFFF;
            if (others != 0)
            {
                return from + BitOperations.TrailingZeroCount(others);
            }

            from += Vector128<byte>.Count;
        }

        while (from < text.Length && IsNameByte(text[from], lastDigit))
        {
            from++;
        }

        return from;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> NameBytes(Vector128<byte> bytes, char lastDigit) =>
        Vector128.LessThanOrEqual((bytes | Vector128.Create((byte)0x20)) - Vector128.Create((byte)'a'), Vector128.Create((byte)('z' - 'a')))
        | Vector128.LessThanOrEqual(bytes - Vector128.Create((byte)'0'), Vector128.Create((byte)(lastDigit - '0')))
        | Vector128.Equals(bytes, Vector128.Create((byte)'_'));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsNameByte(byte b, char lastDigit) =>
        b is (>= (byte)'a' and <= (byte)'z') or (byte)'_' or (>= (byte)'A' and <= (byte)'Z') || (b >= '0' && b <= lastDigit);
}
