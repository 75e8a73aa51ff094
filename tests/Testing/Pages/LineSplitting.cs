using System.Globalization;
using System.Text;

namespace Wva.Testing.Pages;

/// <summary>The way a page is usually read: text, lines, a dictionary from series to value. The yardstick for the reader's speed, no more.</summary>
public static class LineSplitting
{
    /// <summary>Reads a page as client libraries write it.</summary>
    public static IReadOnlyDictionary<string, double> Read(byte[] page)
    {
        var values = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var line in Encoding.UTF8.GetString(page).Split('\n'))
        {
            if (line.Length > 0 && line[0] != '#')
            {
                var value = line.LastIndexOf(' ');
                values[line[..value]] = double.Parse(line[(value + 1)..], CultureInfo.InvariantCulture);
            }
        }

        return values;
    }
}
