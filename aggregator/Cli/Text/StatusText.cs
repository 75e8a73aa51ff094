using System.Text;
using Wva.Api;

namespace Wva.Cli.Text;

/// <summary>A status for people, for a terminal of 120 columns. Pure.</summary>
internal static class StatusText
{
    private const int NameWidth = 30;
    private const int AcceleratorWidth = 14;

    /// <summary>Writes it: a line on the aggregator, a row a variant of what is there and of what it carries, the last change of each with its reason, then what is not well.</summary>
    public static string Write(StatusReport report, bool coloured)
    {
        var text = new StringBuilder();
        TextTable.AppendLine(text, VisibleText.Clean(ReportWords.Head(report)), ReportWords.IsLate(report) ? LineStyle.Bad : LineStyle.Normal, coloured);
        if (!report.Variants.IsEmpty)
        {
            text.Append('\n');
            Replicas(report).WriteTo(text, coloured);
            text.Append('\n');
            Load(report).WriteTo(text, coloured);
            AddChanges(text, report);
        }

        var troubles = Troubles.Of(report);
        if (troubles.Count > 0)
        {
            text.Append('\n');
            foreach (var trouble in troubles)
            {
                TextTable.AppendLine(text, VisibleText.Clean(trouble), LineStyle.Warning, coloured);
            }
        }

        return text.ToString();
    }

    /// <summary>How a variant's row is to be seen.</summary>
    public static LineStyle Style(VariantReport variant) =>
        variant.Ready is { Status: "False" } ? LineStyle.Bad : variant.Quiet.IsEmpty ? LineStyle.Normal : LineStyle.Warning;

    // The one that may be long comes last: it widens no other row.
    private static TextTable Replicas(StatusReport report)
    {
        var table = new TextTable(("VARIANT", false), ("ACCELERATOR", false), ("DESIRED", true), ("CURRENT", true), ("COST/H", true), ("AGE", true), ("READY", false), ("REPLICAS", false));
        foreach (var variant in report.Variants)
        {
            table.Add(
                Style(variant),
                ReportWords.Cut(variant.Key, NameWidth),
                ReportWords.Cut(variant.Accelerator ?? ReportWords.Unknown, AcceleratorWidth),
                ReportWords.Count(variant.Desired),
                ReportWords.Count(variant.Current),
                ReportWords.Cost(variant.CostPerHour),
                ReportWords.Span(variant.OldestSignalAgeSeconds),
                variant.Ready?.Status ?? ReportWords.Unknown,
                ReportWords.Replicas(variant.Replicas));
        }

        return table;
    }

    private static TextTable Load(StatusReport report)
    {
        var table = new TextTable(
            ("VARIANT", false), ("KV MEAN", true), ("MAX", true), ("WAITING", true), ("RUNNING", true), ("REQ/S", true), ("IN TOK/S", true), ("OUT TOK/S", true), ("TTFT", true), ("ITL", true));
        foreach (var variant in report.Variants)
        {
            var load = variant.Load;
            table.Add(
                Style(variant),
                ReportWords.Cut(variant.Key, NameWidth),
                ReportWords.Percent(load?.KvCacheUsage?.Mean),
                ReportWords.Percent(load?.KvCacheUsage?.Max),
                ReportWords.Number(load?.Waiting),
                ReportWords.Number(load?.Running),
                ReportWords.Number(load?.ArrivalsPerSecond),
                ReportWords.Number(load?.PromptTokensPerSecond),
                ReportWords.Number(load?.GenerationTokensPerSecond),
                ReportWords.Latency(load?.TtftSeconds),
                ReportWords.Latency(load?.ItlSeconds));
        }

        return table;
    }

    private static void AddChanges(StringBuilder text, StatusReport report)
    {
        text.Append("\nlast change of each:\n");
        foreach (var variant in report.Variants)
        {
            var name = $"{variant.Key} ({variant.ModelId})";
            if (variant.LastDecision is { } last)
            {
                Line(text, $"{name}: {ReportWords.Change(last)}, {ReportWords.Span((report.Time - last.Time).TotalSeconds + report.AgeSeconds)} ago");
                Line(text, $"  {last.Message}");
            }
            else
            {
                Line(text, $"{name}: none yet");
            }
        }
    }

    private static void Line(StringBuilder text, string line) => text.Append("  ").Append(VisibleText.Clean(line)).Append('\n');
}
