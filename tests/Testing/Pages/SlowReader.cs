using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Wva.Testing.Pages;

/// <summary>
/// The text format as one regular expression over a string: slow, and easy to check against the format's description. It shares no code with the product's reader
/// and is what that one is compared with.
/// </summary>
public static partial class SlowReader
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads a whole page.</summary>
    public static SlowPage Read(ReadOnlySpan<byte> page)
    {
        var text = Encoding.Latin1.GetString(page);
        var series = new List<SlowSeries>();
        var bad = 0;
        var truncated = false;
        for (var at = 0; at < text.Length;)
        {
            var lineFeed = text.IndexOf('\n', at);
            var line = lineFeed < 0 ? text[at..] : text[at..lineFeed];
            var next = lineFeed < 0 ? text.Length : lineFeed + 1;
            var start = line.TrimStart(' ', '\t');
            if (start.StartsWith('\0'))
            {
                break;
            }

            if (start.StartsWith('#'))
            {
                truncated |= lineFeed < 0 && FamilyComment().IsMatch(start);
            }
            else if (start.Length > 0 && start is not "\r")
            {
                if (TrySample(text, at, out var sample, out var length))
                {
                    series.Add(sample);
                    next = at + length;
                }
                else
                {
                    bad++;
                    truncated |= lineFeed < 0;
                }
            }

            at = next;
        }

        return new SlowPage(series, bad, truncated);
    }

    private static bool TrySample(string text, int at, out SlowSeries sample, out int length)
    {
        var match = SampleLine().Match(text, at);
        length = match.Length;
        sample = new SlowSeries(string.Empty, [], 0);
        if (!match.Success)
        {
            return false;
        }

        var names = match.Groups["name"].Captures.Concat(match.Groups["quotedname"].Captures).Select(capture => capture.Value).ToList();
        var quoted = match.Groups["quotedname"].Captures.Concat(match.Groups["quotedlabel"].Captures).Select(capture => capture.Value);
        var value = Value(match.Groups["value"].Value);
        if (names.Count != 1 || !quoted.All(IsUtf8) || value is null)
        {
            return false;
        }

        var labels = match.Groups["label"].Captures.Concat(match.Groups["quotedlabel"].Captures).OrderBy(capture => capture.Index)
            .Zip(match.Groups["labelvalue"].Captures, (name, content) => KeyValuePair.Create(name.Value, Unescape(content.Value)));
        sample = new SlowSeries(names[0], [.. labels], value.Value);
        return true;
    }

    private static double? Value(string text)
    {
        var word = text.TrimStart('+', '-').ToUpperInvariant();
        if (word is "NAN")
        {
            return double.NaN;
        }

        if (word is "INF" or "INFINITY")
        {
            return text[0] == '-' ? double.NegativeInfinity : double.PositiveInfinity;
        }

        var value = double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
        return double.IsInfinity(value) ? null : value;
    }

    private static string Unescape(string value) =>
        Escape().Replace(value, match => match.Value switch { "\\\\" => "\\", "\\\"" => "\"", "\\n" => "\n", var other => other });

    private static bool IsUtf8(string latin)
    {
        try
        {
            StrictUtf8.GetString(Encoding.Latin1.GetBytes(latin));
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }

    [GeneratedRegex("""^#[ \t]+(HELP|TYPE) """, RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex FamilyComment();

    [GeneratedRegex("""\\.""", RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex Escape();

    [GeneratedRegex(
        """
        \G [\x20\t]*
        (
          (?<name> (?>[A-Za-z_:][A-Za-z0-9_:]*) ) ( (?=[\x20\t]) | (?=\{) )
        | (?=\{)
        )
        [\x20\t]*
        (
          \{ [\x20\t]*
          (
            ( "(?<quotedname> (?>([^"\\]|\\.)+) )" (?! [\x20\t]* = )
            | ( (?<label> (?>[A-Za-z_][A-Za-z0-9_]*) ) | "(?<quotedlabel> (?>([^"\\]|\\.)+) )" ) [\x20\t]* = [\x20\t]* "(?<labelvalue> (?>([^"\\]|\\.)*) )"
            )
            [\x20\t]* ( , [\x20\t]* | (?=\}) )
          )*
          \}
        )?
        [\x20\t]*
        (?<value> [+-]? ( [0-9]+ \.? [0-9]* | \.[0-9]+ ) ( [eE][+-]?[0-9]+ )? | [+-]? [Ii][Nn][Ff] ( [Ii][Nn][Ii][Tt][Yy] )? | [Nn][Aa][Nn] )
        ( [\x20\t]+ [+-]? ( [0-9]+ \.? [0-9]* | \.[0-9]+ ) ( [eE][+-]?[0-9]+ )? )?
        ( [\x20\t]+ \# ( [\x20\t] [^\n]* )? )?
        [\x20\t]* \r? ( \n | \z )
        """,
        RegexOptions.Singleline | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex SampleLine();
}
