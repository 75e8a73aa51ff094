namespace Wva.Contracts.Tests;

/// <summary>What the golden bytes of today's agent say, in the order in which they are written.</summary>
internal static class GoldenSession
{
    public static readonly Hello Hello = new(1, "prod", "llama-0", "7c9e", "node-3", "0.1.0");

    public static readonly EngineDescription Engine = MessageTests.Vllm with
    {
        StartedAt = DateTimeOffset.FromUnixTimeMilliseconds(1_795_428_672_345),
        TtftBounds = [0.001, 0.5, double.PositiveInfinity],
        ItlBounds = [0.01, double.PositiveInfinity],
    };

    public static readonly Heartbeat Heartbeat = new(73_000, 11.02);

    /// <summary>A sample in which every field of a row and of a GPU has a number of its own.</summary>
    public static Sample Full()
    {
        var sample = new Sample { MonotonicMilliseconds = 61_000, ScrapeAgeSeconds = 0.002, ReadSeconds = 0.008, Bytes = 54_408 };
        var row = sample.AddRow("0");
        foreach (var field in Enum.GetValues<RowField>())
        {
            var bit = (int)field;
            if (RowFields.IsHistogram(field))
            {
                Fill(row.Histogram(field), bit, buckets: field switch { RowField.TtftSeconds => 3, RowField.ItlSeconds => 2, _ => 0 });
                row.SetState(field, FieldState.Value);
            }
            else
            {
                row.Set(field, RowFields.IsCounter(field) ? 1000 * bit : bit + 0.5);
            }
        }

        sample.AddRow("1").Set(RowField.Running, 3);
        var gpu = sample.AddGpu("GPU-0");
        (gpu.Model, gpu.Attribution) = ("H100", "pod");
        foreach (var field in Enum.GetValues<GpuField>())
        {
            gpu.Set(field, (int)field + 0.5);
        }

        sample.AddGpu("GPU-1");
        return sample;
    }

    /// <summary>One change of each form.</summary>
    public static Sample Changed()
    {
        var sample = Full();
        (sample.MonotonicMilliseconds, sample.ScrapeAgeSeconds, sample.ReadSeconds, sample.Bytes, sample.Stalled) = (62_000, 0.003, 0.009, 54_411, true);
        var row = sample.Rows[0];
        row.SetState(RowField.Waiting, FieldState.Stale);
        row.SetState(RowField.Swapped, FieldState.Absent);
        row.Set(RowField.KvCacheUsage, 0.3);
        row.SetState(RowField.KvCacheUsage, FieldState.Stale);
        row.Set(RowField.Finished, 8001);
        var ttft = row.Histogram(RowField.TtftSeconds);
        (ttft.Sum, ttft.Count, ttft.Buckets[1]) = (22.5, 23, 3);
        row.SetState(RowField.ItlSeconds, FieldState.Stale);
        row.SetState(RowField.QueueSeconds, FieldState.Absent);
        var gpu = sample.Gpus[0];
        gpu.Set(GpuField.PowerWatts, 450.5);
        gpu.SetState(GpuField.Xid, FieldState.Absent);
        gpu.Set(GpuField.AgeSeconds, 1.5);
        return sample;
    }

    /// <summary>A scrape that failed.</summary>
    public static Sample Failed()
    {
        var sample = Changed();
        (sample.MonotonicMilliseconds, sample.ScrapeAgeSeconds, sample.ReadSeconds, sample.Bytes) = (63_000, 1.004, 0, 0);
        sample.Error = "connection refused";
        sample.Rows[1].MarkStale();
        sample.Gpus[0].SetState(GpuField.Utilisation, FieldState.Stale);
        return sample;
    }

    private static void Fill(Histogram histogram, int bit, int buckets)
    {
        histogram.Resize(buckets);
        (histogram.Sum, histogram.Count) = (bit + 0.25, bit);
        for (var bucket = 0; bucket < buckets; bucket++)
        {
            histogram.Buckets[bucket] = bucket + 1;
        }
    }
}
