namespace Wva.Agent.Watch;

/// <summary>One line a scrape. The names of the columns come first and again from time to time.</summary>
/// <param name="output">Where it goes.</param>
/// <param name="columns">Columns of the terminal, to which lines are cut; null where the output is no terminal, and nothing is cut.</param>
internal sealed class PlainView(WatchOutput output, Func<int>? columns) : IWatchView
{
    /// <summary>Lines between two headers.</summary>
    public const int LinesAHeader = 20;

    private int _lines;

    /// <inheritdoc/>
    public bool ShowsPending => false;

    /// <inheritdoc/>
    public Task ShowAsync(WatchFrame frame, CancellationToken stopping)
    {
        var header = _lines++ % LinesAHeader == 0 ? Cut(PlainColumns.Header) + "\n" : "";
        return output.WriteAsync(header + Cut(PlainColumns.Line(frame)) + "\n", stopping);
    }

    /// <inheritdoc/>
    public Task EndAsync() => Task.CompletedTask;

    private string Cut(string line) => columns is null ? line : ScreenLine.Cut(line, columns());
}
