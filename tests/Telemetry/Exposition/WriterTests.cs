using System.Buffers;
using System.Text;
using CsCheck;
using Wva.Telemetry.Exposition;
using Wva.Testing.Pages;

namespace Wva.Telemetry.Tests.Exposition;

public sealed class WriterTests
{
    private readonly ArrayBufferWriter<byte> _output = new();

    [Fact]
    public void A_family_with_labels_escapes_and_a_histogram()
    {
        var writer = new ExpositionWriter(_output);
        writer.Family("wva_up", "Line one\nhas a \\ and a \".", MetricKind.Gauge);
        writer.Sample("wva_up", 1, new MetricLabel("path", "C:\\a\n\"b\""), new MetricLabel("name", "ü"));
        writer.Family("wva_reads_total", string.Empty, MetricKind.Counter);
        writer.Sample("wva_reads_total", 1.5e300);
        writer.Family("wva_read_seconds", "Time.", MetricKind.Histogram);
        writer.Histogram("wva_read_seconds", [0.5, double.PositiveInfinity], [1, 2], 3.25, new MetricLabel("rank", "0"));

        Assert.Equal(
            """
            # HELP wva_up Line one\nhas a \\ and a ".
            # TYPE wva_up gauge
            wva_up{path="C:\\a\n\"b\"",name="ü"} 1
            # HELP wva_reads_total 
            # TYPE wva_reads_total counter
            wva_reads_total 1.5E+300
            # HELP wva_read_seconds Time.
            # TYPE wva_read_seconds histogram
            wva_read_seconds_bucket{rank="0",le="0.5"} 1
            wva_read_seconds_bucket{rank="0",le="+Inf"} 3
            wva_read_seconds_sum{rank="0"} 3.25
            wva_read_seconds_count{rank="0"} 3

            """,
            Encoding.UTF8.GetString(_output.WrittenSpan));
    }

    [Theory]
    [InlineData("", "ok", "metric")]
    [InlineData("a b", "ok", "metric")]
    [InlineData("1a", "ok", "metric")]
    [InlineData("ok", "a:b", "label")]
    [InlineData("ok", "ä", "label")]
    public void A_name_that_is_none_is_refused_by_name(string metric, string label, string kind)
    {
        var error = Assert.Throws<ArgumentException>(() => new ExpositionWriter(_output).Sample(metric, 1, new MetricLabel(label, "x")));
        Assert.Contains(kind, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Bounds_and_buckets_must_be_as_many() =>
        Assert.Throws<ArgumentException>(() => new ExpositionWriter(_output).Histogram("a", [1], [], 0));

    [Fact]
    public void Whatever_is_written_reads_back_as_it_was() =>
        Gen.Select(Gen.Double, Gen.String).Sample((value, text) =>
        {
            var output = new ArrayBufferWriter<byte>();
            new ExpositionWriter(output).Sample("a", value, new MetricLabel("b", text));
            var expected = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
            foreach (var page in new[] { FastReader.Read(output.WrittenSpan), SlowReader.Read(output.WrittenSpan) })
            {
                var series = Assert.Single(page.Series);
                Assert.Equal(value, series.Value);
                Assert.Equal(expected, Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(Assert.Single(series.Labels).Value)));
            }
        });
}
