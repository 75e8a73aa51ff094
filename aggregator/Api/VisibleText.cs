namespace Wva.Api;

/// <summary>Texts that come from elsewhere may not steer the terminal.</summary>
public static class VisibleText
{
    /// <summary>The text with every control character as a blank.</summary>
    public static string Clean(string text) =>
        text.Any(char.IsControl) ? string.Create(text.Length, text, static (span, source) =>
        {
            for (var i = 0; i < span.Length; i++)
            {
                span[i] = char.IsControl(source[i]) ? ' ' : source[i];
            }
        })
        : text;
}
