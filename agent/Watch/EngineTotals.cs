using System.Globalization;
using Wva.Contracts;

namespace Wva.Agent.Watch;

/// <summary>What all rows of a sample say together. An unknown part makes the whole unknown; a rank that was never asked counts as empty, as the fleet counts it.</summary>
internal static class EngineTotals
{
    /// <summary>The sum of a gauge over all ranks.</summary>
    public static double? Sum(Sample sample, RowField field)
    {
        double? sum = sample.Rows.Count == 0 ? null : 0;
        foreach (var row in sample.Rows)
        {
            sum += Value(row, field);
        }

        return sum;
    }

    /// <summary>The largest of a gauge over all ranks.</summary>
    public static double? Largest(Sample sample, RowField field)
    {
        double? largest = sample.Rows.Count == 0 ? null : 0;
        foreach (var row in sample.Rows)
        {
            largest = largest is { } known && Value(row, field) is { } value ? Math.Max(known, value) : null;
        }

        return largest;
    }

    /// <summary>The state in a word.</summary>
    public static EngineState State(Sample sample)
    {
        var (running, waiting) = (Sum(sample, RowField.Running), Sum(sample, RowField.Waiting));
        return sample.Error is not null ? EngineState.Away
            : sample.Rows.Any(static row => row.Known(RowField.Asleep) > 0) ? EngineState.Asleep
            : sample.Stalled ? EngineState.Stalled
            : sample.Rows.Count > 0 && sample.Rows.All(static row => row.Known(RowField.Idle) > 0) ? EngineState.Idle
            : waiting > 0 ? EngineState.Queueing
            : running > 0 ? EngineState.Serving
            : running is null || waiting is null ? EngineState.Unknown
            : EngineState.Quiet;
    }

    /// <summary>The state in a sentence.</summary>
    public static string Say(WatchFrame frame)
    {
        var sample = frame.Sample;
        var words = State(sample) switch
        {
            EngineState.Away when frame.Engine is null => $"waiting for the engine: {sample.Error}",
            EngineState.Away => $"away, the numbers are stale: {sample.Error}",
            EngineState.Asleep => sample.Rows.Any(static row => row.Known(RowField.Asleep) >= 2) ? "asleep, weights discarded" : "asleep, weights offloaded",
            EngineState.Stalled => "stalled: requests run or wait, and no counter has moved for 10 s",
            EngineState.Idle => "idle: up, and not asked once since it started",
            EngineState.Queueing => string.Create(CultureInfo.InvariantCulture, $"queueing: {Sum(sample, RowField.Waiting)} wait"),
            EngineState.Serving => "serving, nobody waits",
            EngineState.Quiet => "quiet: nothing runs, nothing waits",
            _ => "unknown: the page shows neither running nor waiting requests",
        };
        return frame.Restarted ? $"restarted just now; {words}" : words;
    }

    private static double? Value(SampleRow row, RowField field) => row.Known(field) ?? (row.Known(RowField.Idle) > 0 ? 0 : null);
}
