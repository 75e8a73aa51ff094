using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text.Unicode;

namespace Wva.Telemetry.Exposition;

/// <summary>
/// Reads what stands between braces, one element at a time, up to and with the closing brace. A line feed ends a line only outside quotes,
/// so a sample may span lines; whatever is wrong is known from the bytes before it, however the page was cut into chunks.
/// </summary>
internal static class LabelScanner
{
    private static readonly SearchValues<byte> LabelNameBytes = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_"u8);

    /// <summary>Reads the element at <paramref name="at"/>, its separator included.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScanResult TryNext(ReadOnlySpan<byte> text, ref int at, out LabelPart part)
    {
        if (at < text.Length && text[at] == '}')
        {
            part = default;
            at++;
            return ScanResult.Ended;
        }

        return TryUsual(text, ref at, out part) ? ScanResult.Found : Next(text, ref at, out part);
    }

    // name="value" with neither blanks nor escapes, as nearly all are. False says nothing of the element, and leaves the cursor.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool TryUsual(ReadOnlySpan<byte> text, ref int at, out LabelPart part)
    {
        part = default;
        var nameEnd = ByteScan.EndOfLabelName(text, at);
        var start = nameEnd + 2;
        if (nameEnd == at || start >= text.Length || text[nameEnd] != '=' || text[nameEnd + 1] != '"' || text[at] is >= (byte)'0' and <= (byte)'9')
        {
            return false;
        }

        var end = ByteScan.QuoteOrBackslash(text, start);
        if (end + 1 >= text.Length || text[end] != '"' || text[end + 1] is not ((byte)',' or (byte)'}'))
        {
            return false;
        }

        part = new LabelPart(at, nameEnd, start, end, IsMetricName: false);
        at = text[end + 1] == ',' ? end + 2 : end + 1;
        return true;
    }

    private static ScanResult Next(ReadOnlySpan<byte> text, ref int at, out LabelPart part)
    {
        part = default;
        if (!SkipBlanks(text, ref at))
        {
            return ScanResult.OutOfData;
        }

        if (text[at] == '}')
        {
            at++;
            return ScanResult.Ended;
        }

        var result = text[at] == '"' ? Quoted(text, ref at, out part) : Plain(text, ref at, out part);
        return result == ScanResult.Found ? Separator(text, ref at) : result;
    }

    /// <summary>Skips blanks and tabs; false at the end of the data.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool SkipBlanks(ReadOnlySpan<byte> text, ref int at)
    {
        while (at < text.Length && text[at] is (byte)' ' or (byte)'\t')
        {
            at++;
        }

        return at < text.Length;
    }

    private static ScanResult Plain(ReadOnlySpan<byte> text, ref int at, out LabelPart part)
    {
        part = default;
        var start = at;
        var length = text[at..].IndexOfAnyExcept(LabelNameBytes);
        if (length == 0 || text[start] is >= (byte)'0' and <= (byte)'9')
        {
            return ScanResult.Bad;
        }

        at = length < 0 ? text.Length : start + length;
        var end = at;
        return SkipBlanks(text, ref at) ? Value(text, ref at, start, end, out part) : ScanResult.OutOfData;
    }

    private static ScanResult Quoted(ReadOnlySpan<byte> text, ref int at, out LabelPart part)
    {
        part = default;
        var start = at + 1;
        var end = ClosingQuote(text, start);
        if (end < 0)
        {
            return ScanResult.OutOfData;
        }

        if (end == start || !Utf8.IsValid(text[start..end]))
        {
            return ScanResult.Bad;
        }

        at = end + 1;
        if (!SkipBlanks(text, ref at))
        {
            return ScanResult.OutOfData;
        }

        if (text[at] == '=')
        {
            return Value(text, ref at, start, end, out part);
        }

        part = new LabelPart(start, end, 0, 0, IsMetricName: true);
        return ScanResult.Found;
    }

    private static ScanResult Value(ReadOnlySpan<byte> text, ref int at, int nameStart, int nameEnd, out LabelPart part)
    {
        part = default;
        if (text[at] != '=')
        {
            return ScanResult.Bad;
        }

        at++;
        if (!SkipBlanks(text, ref at))
        {
            return ScanResult.OutOfData;
        }

        if (text[at] != '"')
        {
            return ScanResult.Bad;
        }

        var start = at + 1;
        var end = ClosingQuote(text, start);
        if (end < 0)
        {
            return ScanResult.OutOfData;
        }

        at = end + 1;
        part = new LabelPart(nameStart, nameEnd, start, end, IsMetricName: false);
        return ScanResult.Found;
    }

    private static ScanResult Separator(ReadOnlySpan<byte> text, ref int at)
    {
        if (!SkipBlanks(text, ref at))
        {
            return ScanResult.OutOfData;
        }

        switch (text[at])
        {
            case (byte)',':
                at++;
                return ScanResult.Found;
            case (byte)'}':
                return ScanResult.Found;
            default:
                return ScanResult.Bad;
        }
    }

    private static int ClosingQuote(ReadOnlySpan<byte> text, int from)
    {
        while (from < text.Length)
        {
            var found = text[from..].IndexOfAny((byte)'"', (byte)'\\');
            if (found < 0)
            {
                return -1;
            }

            from += found;
            if (text[from] == '"')
            {
                return from;
            }

            from += 2;
        }

        return -1;
    }
}
