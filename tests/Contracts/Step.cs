namespace Wva.Contracts.Tests;

/// <summary>One thing that happens to an engine or to the stream that reports it; a property draws lists of them.</summary>
/// <param name="What">What happens.</param>
/// <param name="Which">Which row, field, GPU or bucket it happens to, taken modulo what there is.</param>
/// <param name="Number">The new number, where it needs one.</param>
internal sealed record Step(StepKind What, int Which, double Number)
{
    /// <summary>Makes it happen to the sample; what concerns the stream alone changes nothing here.</summary>
    public void Happen(Sample sample)
    {
        switch (What)
        {
            case StepKind.RankAdded when sample.Rows.Count < 4:
                sample.AddRow($"rank {Which % 5}");
                break;
            case StepKind.RanksGone:
                sample.ClearRows();
                break;
            case StepKind.GpuAdded when sample.Gpus.Count < 3:
                var added = sample.AddGpu($"GPU-{Which % 5}");
                added.Model = Which % 2 == 0 ? null : "H100 µ";
                break;
            case StepKind.GpusGone:
                sample.ClearGpus();
                break;
            case StepKind.ScrapeFailed:
                sample.MarkStale();
                sample.Error = $"connection refused {Which % 2}";
                break;
            case StepKind.ScrapeWell:
                sample.Error = null;
                sample.Stalled = Which % 2 == 0;
                sample.ScrapeAgeSeconds = Which % 3 == 0 ? null : Which / 1000.0;
                sample.ReadSeconds = Which / 1000.0;
                sample.MonotonicMilliseconds += Which;
                sample.Bytes = Which;
                break;
            default:
                HappenToRow(sample);
                HappenToGpu(sample);
                break;
        }
    }

    private void HappenToRow(Sample sample)
    {
        if (sample.Rows.Count == 0)
        {
            return;
        }

        var row = sample.Rows[Which % sample.Rows.Count];
        var field = (RowField)(Which % RowFields.Count);
        switch (What)
        {
            case StepKind.FieldSet when RowFields.IsHistogram(field):
                Observe(row.Histogram(field));
                row.SetState(field, FieldState.Value);
                break;
            case StepKind.FieldSet:
                row.Set(field, Number);
                break;
            case StepKind.FieldGone:
                row.SetState(field, FieldState.Absent);
                break;
            case StepKind.FieldStale when row.State(field) != FieldState.Absent:
                row.SetState(field, FieldState.Stale);
                break;
            case StepKind.BucketsChanged:
                row.Histogram(RowField.TtftSeconds).Resize(Which % 9);
                row.SetState(RowField.TtftSeconds, FieldState.Value);
                break;
            case StepKind.EngineRestarted:
                var rank = row.Rank;
                row.Clear();
                row.Rank = rank;
                row.Set(RowField.Finished, 0);
                break;
        }
    }

    private void HappenToGpu(Sample sample)
    {
        if (sample.Gpus.Count == 0)
        {
            return;
        }

        var gpu = sample.Gpus[Which % sample.Gpus.Count];
        var field = (GpuField)(Which % GpuRow.FieldCount);
        switch (What)
        {
            case StepKind.GpuFieldSet:
                gpu.Set(field, Number);
                break;
            case StepKind.GpuFieldGone:
                gpu.SetState(field, FieldState.Absent);
                break;
            case StepKind.GpuFieldStale when gpu.State(field) != FieldState.Absent:
                gpu.SetState(field, FieldState.Stale);
                break;
            case StepKind.GpuRenamed:
                gpu.Attribution = Which % 2 == 0 ? "pod" : "node";
                break;
        }
    }

    private void Observe(Histogram histogram)
    {
        histogram.Sum = Number;
        histogram.Count = Which;
        if (histogram.BucketCount > 0)
        {
            histogram.Buckets[Which % histogram.BucketCount] = Which % 3;
        }
    }
}
