using System.Globalization;
using Wva.Agent.Once;
using Wva.Agent.Scrape;
using Wva.Contracts;

namespace Wva.Agent.Watch;

/// <summary>A scrape as lines for a terminal. Pure: the same frame gives the same lines.</summary>
internal static class ScreenText
{
    private const int NameWidth = 10;
    private const int BarWidth = 20;

    /// <summary>The lines, the most important ones first.</summary>
    public static IReadOnlyList<ScreenLine> Lines(WatchFrame frame)
    {
        var lines = new List<ScreenLine>();
        AddHead(lines, frame);
        AddLoad(lines, frame);
        AddLatency(lines, frame);
        AddHistory(lines, frame);
        AddGpus(lines, frame.Sample);
        return lines;
    }

    private static void AddHead(List<ScreenLine> lines, WatchFrame frame)
    {
        var (engine, sample) = (frame.Engine, frame.Sample);
        lines.Add(Named("engine", engine is null ? $"{frame.Url}" : $"{engine.Kind} {engine.Version ?? "of unknown version"} at {frame.Url}", ScreenStyle.Heading));
        lines.Add(Named("state", EngineTotals.Say(frame), Style(EngineTotals.State(sample))));
        if (engine is not null)
        {
            var models = engine.Models.Length == 0 ? "unknown" : string.Join(", ", engine.Models);
            lines.Add(Named("models", $"{models}; KV cache {(engine.KvCapacityTokens is { } tokens ? $"{Numbers.Grouped(tokens)} tokens a rank" : "of unknown size")}{Uptime(engine, frame.Now)}"));
        }

        lines.Add(Named("scrape", Scrape(frame)));
    }

    private static string Uptime(EngineDescription engine, DateTimeOffset now) =>
        engine.StartedAt is { } started && now > started ? string.Create(CultureInfo.InvariantCulture, $"; up {now - started:d\\.hh\\:mm\\:ss}") : "";

    private static string Scrape(WatchFrame frame)
    {
        var sample = frame.Sample;
        var age = sample.ScrapeAgeSeconds is { } seconds ? $"{Numbers.Plain(seconds, 1)} s old" : "no page yet";
        var cadence = $"every {Numbers.Seconds(frame.Cadence.Period.TotalSeconds)}{Reason(frame.Cadence.Reason)}";
        var pending = frame.Pending is { } since ? $"; waiting for a page for {Numbers.Plain(since.TotalSeconds)} s" : "";
        return $"{Numbers.Grouped(sample.Bytes)} bytes in {Numbers.Plain(sample.ReadSeconds * 1000, 1)} ms, {age}, {cadence}; {Numbers.Grouped(frame.PagesRead)} read, {Numbers.Grouped(frame.Failures)} failed{pending}";
    }

    private static string Reason(CadenceReason reason) => reason switch
    {
        CadenceReason.RequestsWait => " (requests wait)",
        CadenceReason.KvNearTrigger => " (KV cache nearly full)",
        CadenceReason.SlowPage => " (slow page)",
        CadenceReason.Failed => " (failed)",
        _ => "",
    };

    private static void AddLoad(List<ScreenLine> lines, WatchFrame frame)
    {
        lines.Add(default);
        lines.Add(new("rank      running waiting  KV cache                      finished/s prompt tok/s output tok/s preempted/s", ScreenStyle.Heading));
        for (var i = 0; i < frame.Sample.Rows.Count; i++)
        {
            var row = frame.Sample.Rows[i];
            var change = ChangeOf(frame, i);
            lines.Add(new(string.Create(
                CultureInfo.InvariantCulture,
                $"{row.Rank,-NameWidth}{Count(row, RowField.Running),7} {Count(row, RowField.Waiting),7}  {Bar(row.Known(RowField.KvCacheUsage))} {Numbers.Field(row, RowField.KvCacheUsage, Numbers.Percent),8} {Numbers.Grouped(change.Finished, 1),9} {Numbers.Grouped(change.PromptTokens, 1),12} {Numbers.Grouped(change.GenerationTokens, 1),12} {Numbers.Grouped(change.Preemptions, 1),11}{Note(row)}")));
        }
    }

    private static string Count(SampleRow row, RowField field) => Numbers.Field(row, field, static value => Numbers.Grouped(value));

    private static string Note(SampleRow row) => row.Known(RowField.Idle) > 0 ? "  never asked" : row.Known(RowField.Asleep) > 0 ? "  asleep" : "";

    private static void AddLatency(List<ScreenLine> lines, WatchFrame frame)
    {
        lines.Add(default);
        lines.Add(new("rank      TTFT p50              TTFT p95              ITL p50               ITL p95", ScreenStyle.Heading));
        for (var i = 0; i < frame.Sample.Rows.Count; i++)
        {
            var (_, _, _, _, ttft, itl) = ChangeOf(frame, i);
            lines.Add(new($"{frame.Sample.Rows[i].Rank,-NameWidth}{Numbers.Range(ttft.P50),-21} {Numbers.Range(ttft.P95),-21} {Numbers.Range(itl.P50),-21} {Numbers.Range(itl.P95)}"));
        }
    }

    private static void AddHistory(List<ScreenLine> lines, WatchFrame frame)
    {
        var most = frame.Waiting.Highest;
        lines.Add(default);
        lines.Add(Named("KV cache", $"{frame.KvCacheUsage.Sparkline(1)} 2 min, at most {Numbers.Percent(frame.KvCacheUsage.Highest)}"));
        lines.Add(Named("waiting", $"{frame.Waiting.Sparkline(Math.Max(most ?? 1, 1))} 2 min, at most {Numbers.Grouped(most)}"));
    }

    private static Change ChangeOf(WatchFrame frame, int row) => row < frame.Changes.Ranks.Count ? frame.Changes.Ranks[row] : default;

    private static string Bar(double? share)
    {
        var full = share is { } known && double.IsFinite(known) ? (int)Math.Clamp(Math.Round(known * BarWidth), 0, BarWidth) : 0;
        return share is null ? new string(' ', BarWidth + 2) : $"[{new string('#', full)}{new string('.', BarWidth - full)}]";
    }

    private static ScreenLine Named(string name, string value, ScreenStyle style = ScreenStyle.Normal) =>
        new(name.PadRight(NameWidth) + value, style);

    private static ScreenStyle Style(EngineState state) => state switch
    {
        EngineState.Away or EngineState.Stalled => ScreenStyle.Bad,
        EngineState.Queueing or EngineState.Unknown or EngineState.Asleep => ScreenStyle.Warning,
        _ => ScreenStyle.Good,
    };

    private static void AddGpus(List<ScreenLine> lines, Sample sample)
    {
        if (sample.Gpus.Count == 0)
        {
            return;
        }

        lines.Add(default);
        lines.Add(new(GpuTable.Heading, ScreenStyle.Heading));
        foreach (var gpu in sample.Gpus)
        {
            lines.Add(new(GpuTable.Line(gpu), gpu.State(GpuField.Xid) != FieldState.Absent && gpu.Value(GpuField.Xid) > 0 ? ScreenStyle.Bad : ScreenStyle.Normal));
        }
    }
}
