using System.Text;

namespace Wva.Agent.Watch;

/// <summary>Redraws the whole screen in place, on the terminal's alternate screen, and leaves the terminal as it was.</summary>
/// <param name="output">The terminal.</param>
/// <param name="size">Its size, asked anew for each frame.</param>
/// <param name="coloured">Lines have styles.</param>
/// <param name="time">The clock.</param>
internal sealed class ScreenView(WatchOutput output, Func<(int Columns, int Lines)> size, bool coloured, TimeProvider time) : IWatchView
{
    private const string Begin = "\e[?1049h\e[?25l";
    private const string End = "\e[0m\e[?25h\e[?1049l";

    private bool _begun;

    /// <inheritdoc/>
    public bool ShowsPending => true;

    /// <inheritdoc/>
    public Task ShowAsync(WatchFrame frame, CancellationToken stopping)
    {
        var text = new StringBuilder(_begun ? "" : Begin).Append("\e[H");
        _begun = true;
        var (columns, height) = size();
        var lines = ScreenText.Lines(frame);
        var shown = Math.Min(lines.Count, Math.Max(height - 1, 1));
        for (var i = 0; i < shown; i++)
        {
            var line = i == shown - 1 && shown < lines.Count ? new ScreenLine($"... {lines.Count - shown + 1} more lines: the terminal is too low") : lines[i];
            Append(text, line, columns);
        }

        return output.WriteAsync(text.Append("\e[J").ToString(), stopping);
    }

    /// <inheritdoc/>
    public Task EndAsync() => _begun ? output.TryWriteLastAsync(End, time) : Task.CompletedTask;

    // Erased before it is written: behind a full last column the end of the line would erase its last character.
    private void Append(StringBuilder text, ScreenLine line, int columns)
    {
        var cut = ScreenLine.Cut(VisibleText.Clean(line.Text ?? ""), columns);
        text.Append("\e[K");
        if (coloured && line.Style != ScreenStyle.Normal)
        {
            text.Append(Code(line.Style)).Append(cut).Append("\e[0m");
        }
        else
        {
            text.Append(cut);
        }

        text.Append("\r\n");
    }

    private static string Code(ScreenStyle style) => style switch
    {
        ScreenStyle.Heading => "\e[1m",
        ScreenStyle.Good => "\e[32m",
        ScreenStyle.Warning => "\e[33m",
        _ => "\e[31m",
    };
}
