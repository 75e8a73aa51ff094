using Wva.Contracts;

namespace Wva.Testing.Pages;

/// <summary>Compares two samples.</summary>
internal static class SampleDifferences
{
    /// <summary>The first difference in words; null where there is none.</summary>
    public static string? First(Sample found, Sample expected)
    {
        if (found.Rows.Count != expected.Rows.Count || found.Stalled != expected.Stalled)
        {
            return $"{found.Rows.Count} rows, stalled {found.Stalled}; should be {expected.Rows.Count}, {expected.Stalled}";
        }

        for (var i = 0; i < found.Rows.Count; i++)
        {
            if (found.Rows[i].Rank != expected.Rows[i].Rank)
            {
                return $"row {i} is of rank '{found.Rows[i].Rank}', should be '{expected.Rows[i].Rank}'";
            }

            foreach (var field in Enum.GetValues<RowField>())
            {
                if (!found.Rows[i].SameAs(expected.Rows[i], field))
                {
                    return $"rank {found.Rows[i].Rank}: {RowFields.Name(field)} is {Show(found.Rows[i], field)}, should be {Show(expected.Rows[i], field)}";
                }
            }
        }

        return null;
    }

    private static string Show(SampleRow row, RowField field) => RowFields.IsHistogram(field)
        ? $"{row.State(field)} {row.Histogram(field).Sum:R}/{row.Histogram(field).Count:R} [{string.Join(' ', row.Histogram(field).Buckets.ToArray())}]"
        : $"{row.State(field)} {row.Scalar(field):R}";
}
