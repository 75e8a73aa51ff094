using System.Globalization;
using System.Text;
using Wva.Contracts;
using Wva.Telemetry.Sampling;

namespace Wva.Telemetry.Tests.Sampling;

/// <summary>A sampler fed with small pages written by hand, one a second unless said otherwise.</summary>
internal sealed class Pages
{
    private readonly PageSampler _sampler = new();

    public Sample Sample { get; } = new();

    public DateTimeOffset Now { get; private set; } = DateTimeOffset.UnixEpoch;

    public EngineDescription Engine => _sampler.Engine!;

    public PageResult Read(string page, double afterSeconds = 1)
    {
        Now += TimeSpan.FromSeconds(afterSeconds);
        return _sampler.Read(Encoding.UTF8.GetBytes(page), Sample, Now, TimeSpan.FromMilliseconds(8));
    }

    public void Fail(string error, double afterSeconds = 1)
    {
        Now += TimeSpan.FromSeconds(afterSeconds);
        _sampler.Fail(Sample, error);
    }

    /// <summary>The row's known fields, for a glance: <c>running=1 waiting=0 ttftSeconds=1.5/3[1 2]</c>; a stale one carries a <c>~</c>.</summary>
    public string Row(string rank = "0")
    {
        var row = Sample.Rows.Single(row => string.Equals(row.Rank, rank, StringComparison.Ordinal));
        var known = Enumerable.Range(0, RowFields.Count).Select(field => (RowField)field).Where(field => row.State(field) != FieldState.Absent);
        return string.Join(' ', known.Select(field => $"{RowFields.Name(field)}={(row.State(field) == FieldState.Stale ? "~" : string.Empty)}{Show(row, field)}"));
    }

    private static string Show(SampleRow row, RowField field)
    {
        if (!RowFields.IsHistogram(field))
        {
            return Show(row.Scalar(field));
        }

        var histogram = row.Histogram(field);
        var buckets = histogram.BucketCount == 0 ? string.Empty : $"[{string.Join(' ', histogram.Buckets.ToArray().Select(Show))}]";
        return $"{Show(histogram.Sum)}/{Show(histogram.Count)}{buckets}";
    }

    private static string Show(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
