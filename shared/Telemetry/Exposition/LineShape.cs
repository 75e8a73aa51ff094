using System.Runtime.CompilerServices;

namespace Wva.Telemetry.Exposition;

/// <summary>What can be told of a line at a glance, without reading its labels.</summary>
internal static class LineShape
{
    /// <summary>
    /// True where no quoted value can run on behind the line feed. Exact, not a guess: in a string a quote is either its first byte (behind <c>=</c>, a blank, <c>{</c> or <c>,</c>)
    /// or escaped, so a brace behind any other quote stands outside strings and closes the labels. False is "look closely", not "no".
    /// </summary>
    /// <param name="line">The line without its line feed.</param>
    /// <param name="nameEnd">Where the name ends.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsWhole(ReadOnlySpan<byte> line, int nameEnd)
    {
        if (nameEnd >= line.Length || line[nameEnd] != '{')
        {
            return !LabelScanner.SkipBlanks(line, ref nameEnd) || line[nameEnd] != '{';
        }

        var brace = ByteScan.LastBrace(line);
        return brace > nameEnd + 2
            && line[brace - 1] == '"'
            && line[brace - 2] is not ((byte)'\\' or (byte)'=' or (byte)' ' or (byte)'\t' or (byte)'{' or (byte)',');
    }

    /// <summary>Bytes up to the first line feed, or all.</summary>
    public static int Length(ReadOnlySpan<byte> text)
    {
        var lineFeed = text.IndexOf((byte)'\n');
        return lineFeed < 0 ? text.Length : lineFeed;
    }

    /// <summary>True for a comment that announces a family: no page ends with one, unless it was cut off.</summary>
    public static bool AnnouncesFamily(ReadOnlySpan<byte> comment)
    {
        var word = comment[1..].TrimStart(" \t"u8);
        return word.Length < comment.Length - 1 && (word.StartsWith("HELP "u8) || word.StartsWith("TYPE "u8));
    }
}
