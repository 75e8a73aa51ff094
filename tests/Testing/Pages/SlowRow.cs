using System.Globalization;
using Wva.Contracts;

namespace Wva.Testing.Pages;

/// <summary>What one rank's row should hold; a field that is not listed is absent.</summary>
/// <param name="Rank">The rank.</param>
/// <param name="Numbers">Gauges and counters by the name of their field.</param>
/// <param name="Histograms">Histograms by the name of their field.</param>
public sealed record SlowRow(string Rank, IReadOnlyDictionary<string, double> Numbers, IReadOnlyDictionary<string, SlowHistogram> Histograms)
{
    /// <summary>Every difference to a row, one sentence each; all fields of the row must be in <paramref name="state"/>, absent ones apart.</summary>
    public IReadOnlyList<string> DifferencesTo(SampleRow row, FieldState state = FieldState.Value)
    {
        var differences = new List<string>();
        for (var i = 0; i < RowFields.Count; i++)
        {
            var field = (RowField)i;
            var expected = Expected(RowFields.Name(field));
            var found = row.State(field) == FieldState.Absent ? "absent" : $"{row.State(field)} {Show(row, field)}";
            var wanted = expected is null ? "absent" : $"{state} {expected}";
            if (!string.Equals(found, wanted, StringComparison.Ordinal))
            {
                differences.Add($"rank {Rank}: {RowFields.Name(field)} is {found}, should be {wanted}");
            }
        }

        return differences;
    }

    private static string Show(SampleRow row, RowField field)
    {
        if (!RowFields.IsHistogram(field))
        {
            return Show(row.Scalar(field));
        }

        var histogram = row.Histogram(field);
        return $"{Show(histogram.Sum)}/{Show(histogram.Count)} [{string.Join(' ', histogram.Buckets.ToArray().Select(Show))}]";
    }

    // A zero is a zero, whatever its sign.
    private static string Show(double value) => (value + 0.0).ToString("R", CultureInfo.InvariantCulture);

    private string? Expected(string field)
    {
        if (Numbers.TryGetValue(field, out var number))
        {
            return Show(number);
        }

        return Histograms.TryGetValue(field, out var histogram)
            ? $"{Show(histogram.Sum)}/{Show(histogram.Count)} [{string.Join(' ', histogram.Buckets.Select(bucket => Show(bucket.Value)))}]"
            : null;
    }
}
