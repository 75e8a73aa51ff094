namespace Wva.Contracts.Tests;

/// <summary>Two samples say the same; the number of an absent field says nothing.</summary>
internal static class SampleAssert
{
    public static void Same(Sample expected, Sample actual)
    {
        SameNumbers(expected, actual);
        Assert.Equal(expected.MonotonicMilliseconds, actual.MonotonicMilliseconds);
        Assert.Equal(expected.ScrapeAgeSeconds, actual.ScrapeAgeSeconds);
        Assert.Equal(expected.ReadSeconds, actual.ReadSeconds);
        Assert.Equal(expected.Bytes, actual.Bytes);
        for (var i = 0; i < expected.Gpus.Count; i++)
        {
            SameField(expected.Gpus[i], actual.Gpus[i], GpuField.AgeSeconds);
        }
    }

    /// <summary>The same, apart from what never counts as a change.</summary>
    public static void SameNumbers(Sample expected, Sample actual)
    {
        Assert.Equal(expected.Stalled, actual.Stalled);
        Assert.Equal(expected.Error, actual.Error);
        Assert.Equal(expected.Rows.Select(row => row.Rank), actual.Rows.Select(row => row.Rank), StringComparer.Ordinal);
        for (var i = 0; i < expected.Rows.Count; i++)
        {
            foreach (var field in Enum.GetValues<RowField>())
            {
                Assert.True(expected.Rows[i].SameAs(actual.Rows[i], field), $"row {i}, {RowFields.Name(field)}");
            }
        }

        Assert.Equal(expected.Gpus.Select(Identity), actual.Gpus.Select(Identity));
        for (var i = 0; i < expected.Gpus.Count; i++)
        {
            foreach (var field in Enum.GetValues<GpuField>().Where(field => field != GpuField.AgeSeconds))
            {
                SameField(expected.Gpus[i], actual.Gpus[i], field);
            }
        }
    }

    private static (string Uuid, string? Model, string? Attribution) Identity(GpuRow gpu) => (gpu.Uuid, gpu.Model, gpu.Attribution);

    private static void SameField(GpuRow expected, GpuRow actual, GpuField field)
    {
        Assert.Equal(expected.State(field), actual.State(field));
        if (expected.State(field) != FieldState.Absent)
        {
            Assert.Equal(expected.Value(field), actual.Value(field));
        }
    }
}
