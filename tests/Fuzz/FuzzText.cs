using System.Globalization;
using System.Text;

namespace Wva.Fuzz;

/// <summary>Bytes as C# text, one character a byte, to become a row of a test.</summary>
internal static class FuzzText
{
    private const int Most = 2000;

    /// <summary>The text in quotes; a long one is cut.</summary>
    public static string Of(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder("\"");
        foreach (var b in bytes[..Math.Min(bytes.Length, Most)])
        {
            text.Append(b switch
            {
                (byte)'\n' => "\\n",
                (byte)'\r' => "\\r",
                (byte)'\t' => "\\t",
                (byte)'"' => "\\\"",
                (byte)'\\' => "\\\\",
                < 0x20 or >= 0x7F => "\\u" + ((int)b).ToString("X4", CultureInfo.InvariantCulture),
                _ => ((char)b).ToString(),
            });
        }

        return text.Append(bytes.Length > Most ? "\"..." : "\"").ToString();
    }
}
