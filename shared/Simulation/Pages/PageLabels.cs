using System.Globalization;

namespace Wva.Simulation.Pages;

/// <summary>Labels of a series, written as prometheus_client does: sorted by name.</summary>
internal static class PageLabels
{
    /// <summary>Writes them, braces included; nothing where there are none.</summary>
    public static string Text(params IEnumerable<(string Name, string Value)> labels)
    {
        var text = string.Join(',', labels.OrderBy(static label => label.Name, StringComparer.Ordinal).Select(static label => $"{label.Name}=\"{Escape(label.Value)}\""));
        return text.Length == 0 ? string.Empty : "{" + text + "}";
    }

    /// <summary>A whole number as a label's value.</summary>
    public static string Of(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Escape(string value) =>
        value.Replace("\\", @"\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
}
