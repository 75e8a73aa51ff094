using System.Globalization;

namespace Wva.Telemetry.Exposition;

/// <summary>Numbers as the text format writes them: what Go's ParseFloat takes, without hexadecimal and underscores.</summary>
internal static class NumberText
{
    // 15 digits are below 2^53 and 10^22 is exact in a double, so one division rounds as the standard asks.
    private const int ExactDigits = 15;

    private static ReadOnlySpan<double> PowersOfTen => [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];

    /// <summary>Reads a whole token; false where it is no number, or one too large for a double.</summary>
    public static bool TryParse(ReadOnlySpan<byte> token, out double value)
    {
        var negative = !token.IsEmpty && token[0] == '-';
        var signed = negative || (!token.IsEmpty && token[0] == '+');
        var unsigned = signed ? token[1..] : token;
        if (TryUsual(unsigned, out value))
        {
            value = negative ? -value : value;
            return true;
        }

        if (TryWord(unsigned, signed, out value))
        {
            value = negative ? -value : value;
            return true;
        }

        return IsDecimal(unsigned)
            && double.TryParse(token, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out value)
            && double.IsFinite(value);
    }

    /// <summary>Reads a whole token as nearly all are: without a sign, and of 18 digits at most. False says nothing.</summary>
    public static bool TryUsual(ReadOnlySpan<byte> token, out double value) => TryShort(token, out value) || LongDecimal.TryParse(token, out value);

    /// <summary>True for the text of a time stamp: whole milliseconds, or seconds with decimals as OpenMetrics writes them.</summary>
    public static bool IsTimestamp(ReadOnlySpan<byte> token) =>
        IsDecimal(!token.IsEmpty && token[0] is (byte)'-' or (byte)'+' ? token[1..] : token);

    private static bool TryShort(ReadOnlySpan<byte> digits, out double value)
    {
        value = 0;
        if (digits.Length is 0 or > ExactDigits + 1)
        {
            return false;
        }

        var mantissa = 0L;
        var point = -1;
        for (var i = 0; i < digits.Length; i++)
        {
            var b = digits[i];
            if (b is >= (byte)'0' and <= (byte)'9')
            {
                mantissa = (mantissa * 10) + (b - '0');
            }
            else if (b == '.' && point < 0)
            {
                point = i;
            }
            else
            {
                return false;
            }
        }

        var count = digits.Length - (point < 0 ? 0 : 1);
        if (count is 0 or > ExactDigits)
        {
            return false;
        }

        value = point < 0 ? mantissa : mantissa / PowersOfTen[digits.Length - 1 - point];
        return true;
    }

    private static bool TryWord(ReadOnlySpan<byte> word, bool signed, out double value)
    {
        Span<byte> lower = stackalloc byte[8];
        value = 0;
        if (word.Length is not (3 or 8))
        {
            return false;
        }

        for (var i = 0; i < word.Length; i++)
        {
            lower[i] = (byte)(word[i] | 0x20);
        }

        lower = lower[..word.Length];
        if (lower.SequenceEqual("inf"u8) || lower.SequenceEqual("infinity"u8))
        {
            value = double.PositiveInfinity;
            return true;
        }

        value = double.NaN;
        return !signed && lower.SequenceEqual("nan"u8);
    }

    private static bool IsDecimal(ReadOnlySpan<byte> text)
    {
        var whole = Digits(text);
        text = text[whole..];
        var decimals = 0;
        if (!text.IsEmpty && text[0] == '.')
        {
            decimals = Digits(text[1..]);
            text = text[(1 + decimals)..];
        }

        if (whole + decimals == 0)
        {
            return false;
        }

        if (text.IsEmpty)
        {
            return true;
        }

        if (text[0] is not ((byte)'e' or (byte)'E'))
        {
            return false;
        }

        text = text[1..];
        text = !text.IsEmpty && text[0] is (byte)'-' or (byte)'+' ? text[1..] : text;
        return !text.IsEmpty && Digits(text) == text.Length;
    }

    private static int Digits(ReadOnlySpan<byte> text)
    {
        var end = text.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        return end < 0 ? text.Length : end;
    }
}
