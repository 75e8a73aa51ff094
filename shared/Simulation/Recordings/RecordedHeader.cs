using System.Globalization;

namespace Wva.Simulation.Recordings;

/// <summary>The line in front of a page: <c># page t=12.003 status=200 took=0.0084 bytes=54408</c>.</summary>
internal readonly record struct RecordedHeader(double AtSeconds, int Status, double TookSeconds, int Bytes)
{
    /// <summary>Longest page that is believed: the agent's own cap is 8 MiB, and a length beyond twice that is a broken file.</summary>
    public const int MaxBodyBytes = 16 * 1024 * 1024;

    private const int MaxStatus = 599;

    public static RecordedHeader Parse(string line, RecordingCursor cursor)
    {
        var words = line.Split(' ');
        if (words is not ["#", "page", var t, var status, var took, var bytes])
        {
            throw cursor.Error("expected '# page t=SECONDS status=CODE took=SECONDS bytes=LENGTH', found " + Quote(line));
        }

        return new RecordedHeader(
            Number(t, "t", double.MaxValue, cursor),
            (int)Integer(status, "status", MaxStatus, cursor),
            Number(took, "took", double.MaxValue, cursor),
            (int)Integer(bytes, "bytes", MaxBodyBytes, cursor));
    }

    private static double Integer(string word, string name, int max, RecordingCursor cursor)
    {
        var value = Number(word, name, max, cursor);
        return double.IsInteger(value) ? value : throw cursor.Error($"{name} is no whole number, found {Quote(word)}");
    }

    private static double Number(string word, string name, double max, RecordingCursor cursor)
    {
        return word.StartsWith(name + "=", StringComparison.Ordinal)
            && double.TryParse(word.AsSpan(name.Length + 1), NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            && value >= 0
            && value <= max
            ? value
            : throw cursor.Error($"expected '{name}=' and a number, 0 or more, found {Quote(word)}");
    }

    private static string Quote(string text) => text.Length <= 60 ? $"'{text}'" : $"'{text[..60]}…'";
}
