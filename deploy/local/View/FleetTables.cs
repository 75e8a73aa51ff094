using System.Globalization;
using Spectre.Console;
using Wva.Api;

namespace Wva.Local.View;

/// <summary>The two tables of the screen, a row a variant. Pure.</summary>
internal static class FleetTables
{
    private const int NameWidth = 18;
    private const int PlotWidth = 10;

    /// <summary>What is published, what is there, what it costs, how old it is.</summary>
    public static Table Replicas(StatusReport report, FleetHistory history, int rows, bool isOld)
    {
        var table = Begin(("variant", false), ("accel", false), ("published", false), ("serving", false), ("asked", true), ("starting", true), ("other", false), ("cost/h", true), ("age", true));
        foreach (var variant in report.Variants.Take(rows))
        {
            var plots = history.Of(variant.Key);
            var top = Math.Max(Math.Max(plots.Desired.Highest ?? 0, plots.Serving.Highest ?? 0), 1); // one scale: they are to be compared
            var row = isOld ? new Style(Color.Grey) : RowStyle(variant);
            table.AddRow(
                Cell(Cut(variant.Key), row),
                Cell(Cut(variant.Accelerator ?? ReportWords.Unknown), row),
                Plot(plots.Desired, top, ReportWords.Count(variant.Desired), isOld ? row : new Style(Color.Aqua)),
                Plot(plots.Serving, top, ReportWords.Count(variant.Replicas?.Serving), isOld ? row : new Style(Color.Green)),
                Cell(ReportWords.Count(variant.Current), row),
                Cell(ReportWords.Count(variant.Replicas?.Starting), row),
                Cell(Other(variant.Replicas), row),
                Cell(ReportWords.Cost(variant.CostPerHour), row),
                Cell(ReportWords.Span(variant.OldestSignalAgeSeconds), IsOld(variant) && !isOld ? new Style(Color.Yellow, decoration: Decoration.Bold) : row));
        }

        return table;
    }

    /// <summary>What it carries.</summary>
    public static Table Load(StatusReport report, FleetHistory history, int rows, bool isOld)
    {
        var table = Begin(("variant", false), ("KV mean", true), ("max", true), ("waiting", false), ("running", false), ("req/s", true), ("out tok/s", true), ("TTFT", true), ("ITL", true));
        var waitingTop = Math.Max(report.Variants.Take(rows).Max(variant => history.Of(variant.Key).Waiting.Highest) ?? 0, 1);
        var runningTop = Math.Max(report.Variants.Take(rows).Max(variant => history.Of(variant.Key).Running.Highest) ?? 0, 1);
        foreach (var variant in report.Variants.Take(rows))
        {
            var (plots, load) = (history.Of(variant.Key), variant.Load);
            var row = isOld ? new Style(Color.Grey) : RowStyle(variant);
            table.AddRow(
                Cell(Cut(variant.Key), row),
                Cell(ReportWords.Percent(load?.KvCacheUsage?.Mean), row),
                Cell(ReportWords.Percent(load?.KvCacheUsage?.Max), row),
                Plot(plots.Waiting, waitingTop, ReportWords.Number(load?.Waiting), isOld ? row : new Style(Color.Yellow)),
                Plot(plots.Running, runningTop, ReportWords.Number(load?.Running), isOld ? row : new Style(Color.Aqua)),
                Cell(ReportWords.Number(load?.ArrivalsPerSecond), row),
                Cell(ReportWords.Number(load?.GenerationTokensPerSecond), row),
                Cell(ReportWords.Latency(load?.TtftSeconds), row),
                Cell(ReportWords.Latency(load?.ItlSeconds), row));
        }

        return table;
    }

    /// <summary>Whether one of its replicas was not read for longer than a stream may be quiet.</summary>
    public static bool IsOld(VariantReport variant) => variant.OldestSignalAgeSeconds > ReportWords.OldAfterSeconds;

    private static Table Begin(params (string Name, bool IsNumber)[] columns)
    {
        var table = new Table { Border = TableBorder.None, ShowRowSeparators = false };
        foreach (var (name, isNumber) in columns)
        {
            table.AddColumn(new TableColumn(new Text(name, new Style(Color.Grey)))
            {
                NoWrap = true,
                Alignment = isNumber ? Justify.Right : Justify.Left,
                Padding = new Padding(0, 0, 1, 0),
            });
        }

        return table;
    }

    private static Style RowStyle(VariantReport variant) => variant switch
    {
        { Ready.Status: "False" } => new Style(Color.Red),
        { Quiet.IsEmpty: false } => new Style(Color.Yellow),
        _ => Style.Plain,
    };

    private static string Other(ReplicaCounts? counts)
    {
        (int Count, string Name)[] states = [(counts?.Asleep ?? 0, "asleep"), (counts?.Draining ?? 0, "draining"), (counts?.Lost ?? 0, "lost")];
        return string.Join(' ', states.Where(state => state.Count > 0).Select(state => string.Create(CultureInfo.InvariantCulture, $"{state.Count} {state.Name}")));
    }

    private static Text Cell(string text, Style style) => new(VisibleText.Clean(text), style);

    private static Paragraph Plot(History history, double top, string now, Style style) =>
        new Paragraph().Append(Sparkline.Of(history.Columns(PlotWidth), top), style).Append(" " + now);

    private static string Cut(string name) => ReportWords.Cut(name, NameWidth);
}
