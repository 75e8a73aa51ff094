using System.Globalization;
using System.Text;

namespace Wva.Testing.Pages;

/// <summary>Writes a slow reading down again in the plainest form: what a page says, without how it says it.</summary>
public static class CleanPage
{
    /// <summary>One line a sample, labels escaped, nothing else.</summary>
    public static byte[] Write(SlowPage page)
    {
        var text = new StringBuilder("# HELP\n"); // a page with nothing on it is not an empty page
        foreach (var series in page.Series)
        {
            var labels = series.Labels.Select(label => $"{Name(label.Key, colon: false)}=\"{Escape(label.Value)}\"");
            var plain = IsPlain(series.Name, colon: true);
            text.Append(plain ? series.Name : "")
                .Append('{').AppendJoin(',', plain ? labels : labels.Prepend($"\"{series.Name}\"")).Append("} ")
                .Append(Number(series.Value)).Append('\n');
        }

        return Encoding.Latin1.GetBytes(text.ToString());
    }

    private static string Number(double value) =>
        double.IsNaN(value) ? "NaN" : double.IsInfinity(value) ? value > 0 ? "+Inf" : "-Inf" : value.ToString("R", CultureInfo.InvariantCulture);

    private static string Name(string name, bool colon) => IsPlain(name, colon) ? name : $"\"{name}\"";

    private static bool IsPlain(string name, bool colon) =>
        !char.IsAsciiDigit(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_' || (colon && c == ':'));

    private static string Escape(string value) =>
        value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
}
