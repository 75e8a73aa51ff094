using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Wva.Simulation.Traces;

/// <summary>Reads a trace's lines and knows which one it is at, so that an error can say where.</summary>
internal sealed class TraceLines(TextReader text, string source)
{
    private const int LongestShown = 60;

    private int _line;

    /// <summary>Reads the first line, which must be the columns' names.</summary>
    public void ReadHeader(string expected)
    {
        if (!TryRead(out var header) || header != expected)
        {
            throw Error("the header", header ?? string.Empty, expected);
        }
    }

    /// <summary>Reads the next line; false at the end.</summary>
    public bool TryRead([NotNullWhen(true)] out string? line)
    {
        _line++;
        try
        {
            line = text.ReadLine();
            return line is not null;
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            throw new InvalidDataException($"{source}: line {_line}: is no gzip, or breaks off: {e.Message}", e);
        }
    }

    /// <summary>A whole number of the current line.</summary>
    public int Number(ReadOnlySpan<char> value, string column, int least, int most) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw Error(column, value.ToString(), most == int.MaxValue ? $"whole numbers from {least} on" : $"whole numbers from {least} to {most}");

    /// <summary>An error in the current line.</summary>
    public InvalidDataException Error(string column, string value, string allowed) =>
        new($"{source}: line {_line}: {column}: found '{(value.Length <= LongestShown ? value : value[..LongestShown] + "…")}'; allowed: {allowed}");
}
