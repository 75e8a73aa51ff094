using Spectre.Console;
using Spectre.Console.Rendering;

namespace Wva.Local.View;

/// <summary>A picture as text.</summary>
internal static class FrameText
{
    /// <summary>Writes it.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="size">Room on the terminal; what is beyond it is cut.</param>
    /// <param name="coloured">Whether there may be escape sequences for colours.</param>
    /// <returns>Lines, without the end of the last one.</returns>
    public static IReadOnlyList<string> Lines(IRenderable picture, ScreenSize size, bool coloured)
    {
        using var writer = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = coloured ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = coloured ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(writer),
        });
        (console.Profile.Width, console.Profile.Height) = (size.Columns, size.Lines);
        console.Profile.Capabilities.Unicode = true;
        console.Write(picture);
        return [.. writer.ToString().TrimEnd('\n').Split('\n').Take(size.Lines).Select(line => line.TrimEnd('\r'))];
    }
}
