namespace Wva.Agent.Watch;

/// <summary>A line of the screen. Style is of the whole line, so that it can be cut without looking into it.</summary>
/// <param name="Text">One column a character, no control characters.</param>
/// <param name="Style">How it looks.</param>
internal readonly record struct ScreenLine(string Text, ScreenStyle Style = ScreenStyle.Normal)
{
    /// <summary>The text in so many columns; where it is longer, its end is a mark.</summary>
    public static string Cut(string text, int columns) =>
        text.Length <= columns ? text : columns < 2 ? text[..Math.Max(columns, 0)] : string.Concat(text.AsSpan(0, columns - 1), "…");
}
