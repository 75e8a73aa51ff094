namespace Wva.Contracts.Tests;

/// <summary>Samples as a busy engine gives them.</summary>
internal static class Samples
{
    public const int TtftBuckets = 22;
    public const int ItlBuckets = 18;

    /// <summary>A page in which every field is there; another tick is another page, in which every number has moved.</summary>
    public static Sample Busy(int tick, int ranks = 1, int gpus = 0)
    {
        var sample = new Sample();
        for (var rank = 0; rank < ranks; rank++)
        {
            sample.AddRow(rank.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }

        for (var gpu = 0; gpu < gpus; gpu++)
        {
            var row = sample.AddGpu($"GPU-5f0c2a11-9d1e-4c57-8a43-2b6f0c9d{gpu:x4}");
            row.Model = "NVIDIA H100 80GB HBM3";
            row.Attribution = "pod";
        }

        Move(sample, tick);
        return sample;
    }

    /// <summary>Moves every number of a sample to those of a tick.</summary>
    public static void Move(Sample sample, int tick)
    {
        sample.MonotonicMilliseconds = 1000L * tick;
        sample.ScrapeAgeSeconds = 0.002;
        sample.ReadSeconds = 0.008;
        sample.Bytes = 54_000 + tick;
        for (var i = 0; i < sample.Rows.Count; i++)
        {
            Move(sample.Rows[i], tick + i);
        }

        for (var i = 0; i < sample.Gpus.Count; i++)
        {
            foreach (var field in Enum.GetValues<GpuField>())
            {
                sample.Gpus[i].Set(field, (tick + i + 0.5) / 7);
            }
        }
    }

    private static void Move(SampleRow row, int tick)
    {
        for (var i = 0; i < RowFields.ScalarCount; i++)
        {
            row.Set((RowField)i, RowFields.IsCounter((RowField)i) ? 100_000L + (40L * tick) : (tick % 1000) / 3.0);
        }

        for (var i = RowFields.ScalarCount; i < RowFields.Count; i++)
        {
            var field = (RowField)i;
            var histogram = row.Histogram(field);
            histogram.Resize(field switch { RowField.TtftSeconds => TtftBuckets, RowField.ItlSeconds => ItlBuckets, _ => 0 });
            histogram.Sum = tick / 7.0;
            histogram.Count = tick;
            for (var bucket = 0; bucket < histogram.BucketCount; bucket++)
            {
                histogram.Buckets[bucket] = (tick + bucket) / histogram.BucketCount;
            }

            row.SetState(field, FieldState.Value);
        }
    }
}
