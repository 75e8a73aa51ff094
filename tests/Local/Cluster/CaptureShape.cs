using System.Text.RegularExpressions;

namespace Wva.Local.Tests.Cluster;

/// <summary>What stays of a line of the view, of <c>wva status</c> or of <c>wva explain</c> whatever the moment: titles, column heads, names, legends.</summary>
internal static partial class CaptureShape
{
    /// <summary>The shapes of lines; those that stand for numbers and sentences alone are left out.</summary>
    public static IReadOnlyList<string> Of(IEnumerable<string> lines) => [.. lines.Select(Of).Where(shape => shape.Length > 0).Distinct(StringComparer.Ordinal)];

    private static string Of(string line)
    {
        var text = Spaces().Replace(Plot().Replace(line, ""), "  ").TrimEnd('─', ' ', '\r');
        return Heads().IsMatch(text) ? text.Replace("  ", " ", StringComparison.Ordinal).Trim()
            : Moment().IsMatch(text) || Sentence().IsMatch(line) || text.StartsWith("why not otherwise", StringComparison.Ordinal) ? ""
            : Named().Match(text) is { Success: true } named ? named.Value
            : Legend().Match(text) is { Success: true } legend ? legend.Value
            : Number().Replace(text, "N");
    }

    [GeneratedRegex("[▁▂▃▄▅▆▇█]", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Plot();

    [GeneratedRegex(" {2,}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Spaces();

    // Of tables and parts.
    [GeneratedRegex("^(variant  ?accel|variant  ?KV|VARIANT |POD |──)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Heads();

    // A change with its time, or a pod's numbers.
    [GeneratedRegex(@"^\d\d:\d\d:\d\dZ|^\w+-\w+-\w{5} ", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Moment();

    [GeneratedRegex(@"^ {4,}\S", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Sentence();

    // A row's variant, with its model where it stands beside it.
    [GeneratedRegex(@"^ *default/\w+( \([^)]*\))?", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Named();

    [GeneratedRegex("^(  [a-z][a-z ]*(?=  )|last change[a-z ]*:|why:)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Legend();

    [GeneratedRegex(@"\d+([.,]\d+)*", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Number();
}
