using System.Numerics;

namespace Wva.Telemetry.Exposition;

/// <summary>
/// Unsigned decimals of up to 18 digits with a point or an exponent, as sums and times are written (<c>1.7954779622989151e+09</c>): rounded to the nearest double like the base library does, at a fraction of the cost.
/// </summary>
internal static class LongDecimal
{
    // 18 digits are below 2^60, and so is the power of ten that they are divided by.
    private const int MostDigits = 18;
    private const ulong FullMantissa = 100_000_000_000_000_000;

    // A double's 53 bits, one that rounds, and two more, of which the last stands for all that follow.
    private const ulong EnoughBits = 1UL << 55;

    private static ReadOnlySpan<ulong> PowersOfTen =>
    [
        1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000, 10_000_000_000, 100_000_000_000, 1_000_000_000_000, 10_000_000_000_000,
        100_000_000_000_000, 1_000_000_000_000_000, 10_000_000_000_000_000, 100_000_000_000_000_000, 1_000_000_000_000_000_000,
    ];

    /// <summary>Reads a whole token; false where it is no such number, which says nothing.</summary>
    public static bool TryParse(ReadOnlySpan<byte> token, out double value)
    {
        value = 0;
        if (!TryMantissa(token, out var mantissa, out var decimals, out var length) || !TryExponent(token[length..], out var exponent))
        {
            return false;
        }

        var power = decimals - exponent;
        if (power is < 0 or > MostDigits)
        {
            return false;
        }

        value = Divide(mantissa, PowersOfTen[power]);
        return true;
    }

    private static bool TryMantissa(ReadOnlySpan<byte> token, out ulong mantissa, out int decimals, out int length)
    {
        mantissa = 0;
        var point = -1;
        for (length = 0; length < token.Length; length++)
        {
            var b = token[length];
            if (b is >= (byte)'0' and <= (byte)'9' && mantissa < FullMantissa)
            {
                mantissa = (mantissa * 10) + b - '0';
            }
            else if (b == '.' && point < 0)
            {
                point = length;
            }
            else
            {
                break;
            }
        }

        decimals = point < 0 ? 0 : length - 1 - point;
        return length > (point < 0 ? 0 : 1);
    }

    // Two digits at most: what needs more is divided by no power above.
    private static bool TryExponent(ReadOnlySpan<byte> text, out int exponent)
    {
        exponent = 0;
        if (text.IsEmpty)
        {
            return true;
        }

        var isSigned = text.Length > 1 && text[1] is (byte)'+' or (byte)'-';
        var digits = text[(isSigned ? 2 : 1)..];
        if (text[0] is not ((byte)'e' or (byte)'E') || digits.Length is 0 or > 2)
        {
            return false;
        }

        foreach (var b in digits)
        {
            if (b is < (byte)'0' or > (byte)'9')
            {
                return false;
            }

            exponent = (exponent * 10) + b - '0';
        }

        exponent = isSigned && text[1] == '-' ? -exponent : exponent;
        return true;
    }

    // Long division in base two until the bits are enough. What is left sets the last bit, so that the one rounding there is knows of it.
    private static double Divide(ulong dividend, ulong divisor)
    {
        var quotient = dividend / divisor;
        var rest = dividend - (quotient * divisor);
        var room = BitOperations.LeadingZeroCount(divisor);
        var shift = 0;
        while (rest != 0 && quotient < EnoughBits)
        {
            var step = Math.Min(room, BitOperations.LeadingZeroCount(quotient) - 1);
            rest <<= step;
            var next = rest / divisor;
            rest -= next * divisor;
            quotient = (quotient << step) | next;
            shift += step;
        }

        var scale = BitConverter.Int64BitsToDouble((1023L - shift) << 52);
        return (long)(quotient | (rest == 0 ? 0UL : 1UL)) * scale;
    }
}
