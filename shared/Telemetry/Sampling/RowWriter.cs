using Wva.Contracts;

namespace Wva.Telemetry.Sampling;

/// <summary>Writes what the page at hand shows into the rows of a sample.</summary>
internal static class RowWriter
{
    /// <summary>Writes one row a rank. A rank that the engine has shown since its start and now does not keeps its row, all of it absent.</summary>
    public static void Write(PageReading page, EngineDescription? engine, Sample sample)
    {
        sample.ClearRows();
        foreach (var rank in page.Ranks)
        {
            Write(rank, engine, sample.AddRow(rank.Name));
        }
    }

    private static void Write(Rank rank, EngineDescription? engine, SampleRow row)
    {
        for (var field = 0; field < RowFields.ScalarCount; field++)
        {
            if (!double.IsNaN(rank.Value((RowField)field)))
            {
                row.Set((RowField)field, rank.Value((RowField)field));
            }
        }

        if (rank.IsIdle())
        {
            row.Set(RowField.Idle, 1);
        }

        for (var i = RowFields.ScalarCount; i < RowFields.Count; i++)
        {
            var field = (RowField)i;
            if (rank.Histogram(field) is { } histogram)
            {
                histogram.WriteTo(row.Histogram(field), HasTheBoundsSent(field, histogram, engine));
                row.SetState(field, FieldState.Value);
            }
        }
    }

    // Bounds travel once for all ranks; a rank with others of its own keeps sum and count.
    private static bool HasTheBoundsSent(RowField field, HistogramReading histogram, EngineDescription? engine)
    {
        var bounds = field == RowField.TtftSeconds ? engine?.TtftBounds : field == RowField.ItlSeconds ? engine?.ItlBounds : null;
        return bounds is { } sent && histogram.Bounds.SequenceEqual(sent.AsSpan());
    }
}
