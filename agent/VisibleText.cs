namespace Wva.Agent;

/// <summary>Text that came from elsewhere, for a terminal or a log.</summary>
internal static class VisibleText
{
    /// <summary>The text without control characters: what an engine calls itself is not trusted to be free of them.</summary>
    public static string Clean(string text) => string.Create(text.Length, text, static (clean, text) =>
    {
        for (var i = 0; i < clean.Length; i++)
        {
            clean[i] = char.IsControl(text[i]) ? '?' : text[i];
        }
    });
}
