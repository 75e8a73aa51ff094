namespace Wva.Local.View;

/// <summary>Numbers as a row of blocks.</summary>
internal static class Sparkline
{
    private const string Blocks = "▁▂▃▄▅▆▇█";

    /// <summary>A block a number; a gap where there is none.</summary>
    /// <param name="values">The numbers.</param>
    /// <param name="top">What fills a block; at least the highest, over 0.</param>
    public static string Of(IReadOnlyList<double?> values, double top) => string.Create(values.Count, (values, top), static (text, state) =>
    {
        for (var i = 0; i < text.Length; i++)
        {
            text[i] = state.values[i] is { } value
                ? Blocks[(int)Math.Clamp(Math.Ceiling(value / state.top * Blocks.Length) - 1, 0, Blocks.Length - 1)]
                : ' ';
        }
    });
}
