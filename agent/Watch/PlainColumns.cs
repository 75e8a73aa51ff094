using System.Collections.Immutable;
using System.Globalization;
using Wva.Contracts;

namespace Wva.Agent.Watch;

/// <summary>The columns of <c>--plain</c>, the only list of them: separated by blanks, in an order that stays; a new one comes before <c>cause</c>, which may hold blanks.</summary>
internal static class PlainColumns
{
    private static readonly ImmutableArray<(string Name, int Width, Func<WatchFrame, string> Value)> Columns =
    [
        ("time", -24, static frame => frame.Now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)),
        ("state", -8, static frame => Word(EngineTotals.State(frame.Sample))),
        ("ranks", 5, static frame => Numbers.Plain(frame.Sample.Rows.Count)),
        ("running", 7, static frame => Numbers.Plain(EngineTotals.Sum(frame.Sample, RowField.Running))),
        ("waiting", 7, static frame => Numbers.Plain(EngineTotals.Sum(frame.Sample, RowField.Waiting))),
        ("kv", 6, static frame => Numbers.Plain(EngineTotals.Largest(frame.Sample, RowField.KvCacheUsage), 4)),
        ("finished/s", 10, static frame => Numbers.Plain(frame.Changes.Total.Finished, 2)),
        ("prompt_tok/s", 12, static frame => Numbers.Plain(frame.Changes.Total.PromptTokens, 1)),
        ("output_tok/s", 12, static frame => Numbers.Plain(frame.Changes.Total.GenerationTokens, 1)),
        ("preempted/s", 11, static frame => Numbers.Plain(frame.Changes.Total.Preemptions, 2)),
        ("ttft_p50_le_s", 13, static frame => Numbers.UpTo(frame.Changes.Total.Ttft.P50)),
        ("ttft_p95_le_s", 13, static frame => Numbers.UpTo(frame.Changes.Total.Ttft.P95)),
        ("itl_p50_le_s", 12, static frame => Numbers.UpTo(frame.Changes.Total.Itl.P50)),
        ("itl_p95_le_s", 12, static frame => Numbers.UpTo(frame.Changes.Total.Itl.P95)),
        ("age_s", 7, static frame => Numbers.Plain(frame.Sample.ScrapeAgeSeconds, 3)),
        ("read_ms", 8, static frame => Numbers.Plain(frame.Sample.ReadSeconds * 1000, 1)),
        ("bytes", 8, static frame => Numbers.Plain(frame.Sample.Bytes)),
        ("period_ms", 9, static frame => Numbers.Plain(frame.Cadence.Period.TotalMilliseconds)),
        ("gpus", 4, static frame => Numbers.Plain(frame.Sample.Gpus.Count)),
        ("gpu_util", 8, static frame => Numbers.Plain(Largest(frame.Sample, GpuField.Utilisation), 3)),
        ("gpu_watts", 9, static frame => Numbers.Plain(Sum(frame.Sample, GpuField.PowerWatts), 1)),
        ("cause", 0, static frame => VisibleText.Clean(frame.Sample.Error ?? Numbers.Unknown)),
    ];

    /// <summary>The line of names; begins with a hash, so that it is told from the numbers.</summary>
    public static string Header { get; } = "#" + Join(static column => column.Name)[1..];

    /// <summary>The line of one scrape.</summary>
    public static string Line(WatchFrame frame) => Join(column => column.Value(frame));

    private static string Join(Func<(string Name, int Width, Func<WatchFrame, string> Value), string> text) =>
        " " + string.Join(' ', Columns.Select(column => column.Width < 0 ? text(column).PadRight(-column.Width) : text(column).PadLeft(column.Width)));

    private static string Word(EngineState state) => state switch
    {
        EngineState.Away => "away",
        EngineState.Asleep => "asleep",
        EngineState.Stalled => "stalled",
        EngineState.Idle => "idle",
        EngineState.Queueing => "queueing",
        EngineState.Serving => "serving",
        EngineState.Quiet => "quiet",
        _ => "unknown",
    };

    private static double? Largest(Sample sample, GpuField field) =>
        sample.Gpus.Where(gpu => gpu.State(field) != FieldState.Absent).Max(gpu => (double?)gpu.Value(field));

    private static double? Sum(Sample sample, GpuField field) =>
        sample.Gpus.Count > 0 && sample.Gpus.All(gpu => gpu.State(field) != FieldState.Absent) ? sample.Gpus.Sum(gpu => gpu.Value(field)) : null;
}
