using System.Text;

namespace Wva.Benchmarks.Measuring;

/// <summary>A table of RESULTS.md.</summary>
internal sealed class MarkdownTable
{
    private readonly int _columns;
    private readonly StringBuilder _text = new();

    /// <summary>A table without rows.</summary>
    public MarkdownTable(params string[] columns)
    {
        _columns = columns.Length;
        Append(columns);
        Append([.. columns.Select(_ => "---")]);
    }

    /// <summary>Adds a row.</summary>
    /// <exception cref="ArgumentException">It has not a cell a column.</exception>
    public void Add(params string[] cells)
    {
        if (cells.Length != _columns)
        {
            throw new ArgumentException($"{cells.Length} cells in a table of {_columns} columns", nameof(cells));
        }

        Append(cells);
    }

    /// <summary>The table as text, a line break at its end.</summary>
    public override string ToString() => _text.ToString();

    private void Append(string[] cells)
    {
        foreach (var cell in cells)
        {
            // A bar or a line break within a cell would end it.
            _text.Append("| ").Append(cell.Replace("|", "\\|", StringComparison.Ordinal).ReplaceLineEndings(" ")).Append(cell.Length > 0 ? " " : "");
        }

        _text.Append("|\n");
    }
}
