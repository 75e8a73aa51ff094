using System.Text;
using Wva.Telemetry.Exposition;
using Wva.Testing.Pages;

namespace Wva.Telemetry.Tests.Exposition;

/// <summary>Runs the product's reader over a page cut into chunks, the way a caller with a socket does, and keeps what it says in the slow reader's terms.</summary>
internal static class FastReader
{
    public static SlowPage Read(ReadOnlySpan<byte> page, NameSet? wanted = null, Func<int>? nextChunk = null)
    {
        var series = new List<SlowSeries>();
        var state = default(ExpositionReaderState);
        var start = 0;
        var end = nextChunk is null ? page.Length : Math.Min(page.Length, nextChunk());
        while (true)
        {
            var reader = new ExpositionReader(page[start..end], end == page.Length, wanted, state);
            while (reader.Read())
            {
                series.Add(new SlowSeries(Text(reader.Name), Labels(reader.Labels), reader.Value));
            }

            start += reader.BytesConsumed;
            state = reader.CurrentState;
            if (end == page.Length)
            {
                Assert.Equal(page.Length, start);
                return new SlowPage(series, state.BadLines, state.Truncated);
            }

            end = Math.Min(page.Length, end + nextChunk!());
        }
    }

    public static void AssertSame(SlowPage expected, SlowPage found)
    {
        Assert.Equal(expected.Series.Select(Show), found.Series.Select(Show), StringComparer.Ordinal);
        Assert.Equal(expected.BadLines, found.BadLines);
        Assert.Equal(expected.Truncated, found.Truncated);
    }

    public static string Show(SlowSeries series) =>
        $"{series.Name}{{{string.Join(",", series.Labels.Select(label => $"{label.Key}={label.Value}"))}}} {BitConverter.DoubleToInt64Bits(series.Value):X}";

    private static List<KeyValuePair<string, string>> Labels(SampleLabels labels)
    {
        var list = new List<KeyValuePair<string, string>>();
        foreach (var label in labels)
        {
            var value = new byte[label.RawValue.Length];
            var length = label.Unescape(value);
            Assert.True(label.ValueIs(value.AsSpan(0, length)));
            Assert.False(label.ValueIs([.. value.AsSpan(0, length), (byte)'x']));
            list.Add(KeyValuePair.Create(Text(label.Name), Text(value.AsSpan(0, length))));
        }

        return list;
    }

    private static string Text(ReadOnlySpan<byte> bytes) => Encoding.Latin1.GetString(bytes);
}
