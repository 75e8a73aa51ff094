using System.Buffers;
using System.Globalization;
using System.Text;

namespace Wva.Telemetry.Exposition;

/// <summary>
/// Writes metric families in the Prometheus text format 0.0.4. The order of calls is the order of the page:
/// <see cref="Family"/> first, then its samples. Not thread-safe; keeps no state of its own.
/// </summary>
/// <param name="output">Where the bytes go.</param>
public sealed class ExpositionWriter(IBufferWriter<byte> output)
{
    private const int LongestNumber = 32;

    /// <summary>Media type of what is written.</summary>
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    /// <summary>Begins a family: its HELP and TYPE lines.</summary>
    /// <exception cref="ArgumentException">The name is no metric name.</exception>
    public void Family(string name, string help, MetricKind kind)
    {
        RequireName(name, colons: true);
        Raw("# HELP "u8);
        Text(name);
        Raw(" "u8);
        Escaped(help, quotes: false);
        Raw("\n# TYPE "u8);
        Text(name);
        Raw(kind switch
        {
            MetricKind.Counter => " counter\n"u8,
            MetricKind.Histogram => " histogram\n"u8,
            _ => " gauge\n"u8,
        });
    }

    /// <summary>Writes one sample.</summary>
    /// <exception cref="ArgumentException">The name or that of a label is not one.</exception>
    public void Sample(string name, double value, params ReadOnlySpan<MetricLabel> labels)
    {
        Series(name, string.Empty, labels, bound: null);
        Number(value);
        Raw("\n"u8);
    }

    /// <summary>Writes the samples of one histogram: its buckets (made cumulative here), sum and count.</summary>
    /// <param name="name">The family's name.</param>
    /// <param name="bounds">Upper bounds, rising, +Inf last.</param>
    /// <param name="buckets">Observations of each bucket by itself, as many as there are bounds.</param>
    /// <param name="sum">Sum of all observations.</param>
    /// <param name="labels">Labels of the series, without <c>le</c>.</param>
    /// <exception cref="ArgumentException">Bounds and buckets differ in number, or a name is not one.</exception>
    public void Histogram(string name, ReadOnlySpan<double> bounds, ReadOnlySpan<double> buckets, double sum, params ReadOnlySpan<MetricLabel> labels)
    {
        if (bounds.Length != buckets.Length)
        {
            throw new ArgumentException($"{name} has {bounds.Length} bounds and {buckets.Length} buckets; they must be as many.", nameof(buckets));
        }

        var below = 0.0;
        for (var i = 0; i < bounds.Length; i++)
        {
            below += buckets[i];
            Series(name, "_bucket", labels, bounds[i]);
            Number(below);
            Raw("\n"u8);
        }

        Series(name, "_sum", labels, bound: null);
        Number(sum);
        Raw("\n"u8);
        Series(name, "_count", labels, bound: null);
        Number(below);
        Raw("\n"u8);
    }

    private void Series(string name, string suffix, ReadOnlySpan<MetricLabel> labels, double? bound)
    {
        RequireName(name, colons: true);
        Text(name);
        Text(suffix);
        var open = false;
        foreach (var label in labels)
        {
            RequireName(label.Name, colons: false);
            Raw(open ? ","u8 : "{"u8);
            open = true;
            Text(label.Name);
            Raw("=\""u8);
            Escaped(label.Value, quotes: true);
            Raw("\""u8);
        }

        if (bound is { } le)
        {
            Raw(open ? ",le=\""u8 : "{le=\""u8);
            open = true;
            Number(le);
            Raw("\""u8);
        }

        Raw(open ? "} "u8 : " "u8);
    }

    private void Number(double value)
    {
        if (double.IsInfinity(value))
        {
            Raw(value > 0 ? "+Inf"u8 : "-Inf"u8);
            return;
        }

        // "R" is the shortest text that reads back as the same number; the longest double takes 24 characters.
        value.TryFormat(output.GetSpan(LongestNumber), out var written, "R", CultureInfo.InvariantCulture);
        output.Advance(written);
    }

    private void Escaped(string text, bool quotes)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            switch (rune.Value)
            {
                case '\\':
                    Raw("\\\\"u8);
                    break;
                case '\n':
                    Raw("\\n"u8);
                    break;
                case '"' when quotes:
                    Raw("\\\""u8);
                    break;
                default:
                    output.Advance(rune.EncodeToUtf8(output.GetSpan(4)));
                    break;
            }
        }
    }

    private void Text(string text) => output.Advance(Encoding.UTF8.GetBytes(text, output.GetSpan(Encoding.UTF8.GetMaxByteCount(text.Length))));

    private void Raw(ReadOnlySpan<byte> bytes) => output.Write(bytes);

    private static void RequireName(string name, bool colons)
    {
        var valid = name.Length > 0 && !char.IsAsciiDigit(name[0]);
        foreach (var c in name)
        {
            valid &= char.IsAsciiLetterOrDigit(c) || c == '_' || (c == ':' && colons);
        }

        if (!valid)
        {
            throw new ArgumentException($"'{name}' is no name of a {(colons ? "metric" : "label")}; allowed are letters, digits and '_'{(colons ? " and ':'" : string.Empty)}, not beginning with a digit.", nameof(name));
        }
    }
}
