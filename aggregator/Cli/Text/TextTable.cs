using System.Text;
using Wva.Api;

namespace Wva.Cli.Text;

/// <summary>Rows of cells, aligned, without lines between them; the last column is not filled up.</summary>
/// <param name="columns">Names of the columns, and whether each is of numbers, which stand at the right.</param>
internal sealed class TextTable(params (string Name, bool IsNumber)[] columns)
{
    private const string Gap = "  ";

    private readonly List<(string[] Cells, LineStyle Style)> _rows = [];

    /// <summary>Adds a row: a cell a column.</summary>
    public void Add(LineStyle style, params string[] cells)
    {
        if (cells.Length != columns.Length)
        {
            throw new ArgumentException($"a row has a cell a column: {columns.Length}, not {cells.Length}", nameof(cells));
        }

        _rows.Add(([.. cells.Select(VisibleText.Clean)], style));
    }

    /// <summary>Writes it.</summary>
    public void WriteTo(StringBuilder text, bool coloured)
    {
        var widths = columns.Select((column, i) => _rows.Select(row => row.Cells[i].Length).Append(column.Name.Length).Max()).ToArray();
        AppendLine(text, Line([.. columns.Select(column => column.Name)], widths), LineStyle.Heading, coloured);
        foreach (var (cells, style) in _rows)
        {
            AppendLine(text, Line(cells, widths), style, coloured);
        }
    }

    /// <summary>A line in its style.</summary>
    public static void AppendLine(StringBuilder text, string line, LineStyle style, bool coloured) =>
        text.Append(coloured && style != LineStyle.Normal ? $"{Code(style)}{line}\e[0m" : line).Append('\n');

    private string Line(string[] cells, int[] widths)
    {
        var padded = cells.Select((cell, i) => columns[i].IsNumber ? cell.PadLeft(widths[i]) : cell.PadRight(widths[i]));
        return string.Join(Gap, padded).TrimEnd();
    }

    private static string Code(LineStyle style) => style switch
    {
        LineStyle.Heading => "\e[1m",
        LineStyle.Warning => "\e[33m",
        _ => "\e[31m",
    };
}
