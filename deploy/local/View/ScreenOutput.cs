using System.Text;

namespace Wva.Local.View;

/// <summary>A terminal: whole frames in place, on its alternate screen.</summary>
/// <param name="output">The terminal.</param>
/// <param name="size">Its size, asked anew for each frame.</param>
/// <param name="coloured">Whether there may be colours.</param>
internal sealed class ScreenOutput(TextWriter output, Func<ScreenSize> size, bool coloured) : IFleetOutput
{
    private const string BeginScreen = "\e[?1049h\e[?25l";
    private const string EndScreen = "\e[0m\e[?25h\e[?1049l";

    private bool _begun;

    /// <inheritdoc/>
    public void Show(FleetHistory history, TimeSpan now, IReadOnlyList<string> facts)
    {
        var text = new StringBuilder(_begun ? "" : BeginScreen).Append("\e[H");
        _begun = true;
        var room = size();
        var lines = FrameText.Lines(FleetScreen.Render(history, now, facts, room), room, coloured);

        // Erased before it is written: behind a full last column the end of the line would erase its last character.
        text.AppendJoin("\r\n", lines.Select(line => $"\e[K{line}")).Append("\e[J");
        output.Write(text);
        output.Flush();
    }

    /// <inheritdoc/>
    public void End()
    {
        if (_begun)
        {
            output.Write(EndScreen);
            output.Flush();
            _begun = false;
        }
    }
}
