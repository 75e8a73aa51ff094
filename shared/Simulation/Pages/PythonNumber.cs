using System.Globalization;

namespace Wva.Simulation.Pages;

/// <summary>Numbers as vLLM's page has them: Python's shortest text that reads back alike, always with a decimal point, and from a million on with Go's exponent (<c>1.7954e+09</c>).</summary>
internal static class PythonNumber
{
    /// <summary>Longest text of a number.</summary>
    public const int MaxBytes = 40;

    private const int LongestWhole = 6;

    /// <summary>Writes a number.</summary>
    /// <param name="value">The number.</param>
    /// <param name="destination">At least <see cref="MaxBytes"/> long.</param>
    /// <returns>Bytes written.</returns>
    public static int Write(double value, Span<byte> destination)
    {
        if (!double.IsFinite(value))
        {
            var word = double.IsNaN(value) ? "NaN"u8 : value > 0 ? "+Inf"u8 : "-Inf"u8;
            word.CopyTo(destination);
            return word.Length;
        }

        value.TryFormat(destination, out var length, "R", CultureInfo.InvariantCulture);
        if (destination[..length].Contains((byte)'E'))
        {
            destination[..length].Replace((byte)'E', (byte)'e');
            return length;
        }

        var dot = destination[..length].IndexOf((byte)'.');
        if (dot < 0)
        {
            dot = length;
            ".0"u8.CopyTo(destination[length..]);
            length += 2;
        }

        return value > 0 && dot > LongestWhole ? WithExponent(destination, dot, length) : length;
    }

    /// <summary>The same as a string, for labels.</summary>
    public static string Text(double value)
    {
        Span<byte> bytes = stackalloc byte[MaxBytes];
        return System.Text.Encoding.ASCII.GetString(bytes[..Write(value, bytes)]);
    }

    // 1795477935.66 becomes 1.79547793566e+09: the point moves behind the first digit, and what is then nothing but zeros goes.
    private static int WithExponent(Span<byte> text, int dot, int length)
    {
        text[1..dot].CopyTo(text[2..]);
        text[1] = (byte)'.';
        length = 2 + text[2..length].LastIndexOfAnyExcept((byte)'0') + 1;
        length = length == 2 ? 1 : length;
        "e+0"u8.CopyTo(text[length..]);
        (dot - 1).TryFormat(text[(length + 3)..], out var digits, provider: CultureInfo.InvariantCulture);
        return length + 3 + digits;
    }
}
