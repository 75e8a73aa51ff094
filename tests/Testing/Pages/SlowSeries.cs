namespace Wva.Testing.Pages;

/// <summary>One sample that <see cref="SlowReader"/> read. Text is one character a byte (Latin-1), so that no byte is lost.</summary>
/// <param name="Name">The metric's name; escapes in a quoted one stand.</param>
/// <param name="Labels">Its labels in order, values unescaped.</param>
/// <param name="Value">Its value.</param>
public sealed record SlowSeries(string Name, IReadOnlyList<KeyValuePair<string, string>> Labels, double Value)
{
    /// <summary>The label's value, null where there is none; the last one where it comes twice.</summary>
    public string? Label(string name) => Labels.LastOrDefault(label => string.Equals(label.Key, name, StringComparison.Ordinal)).Value;

    /// <summary>The series without its value, for comparison: the same for the same labels in any order.</summary>
    public string Identity() => Name + "{" + string.Join(",", Labels.Select(label => $"{label.Key}={label.Value}").Order(StringComparer.Ordinal)) + "}";
}
