using System.Globalization;
using System.Text;
using Wva.Api;

namespace Wva.Cli.Text;

/// <summary>A status for people. Pure.</summary>
internal static class StatusText
{
    /// <summary>Writes it: a line on the aggregator, a row a variant, then what is not well.</summary>
    public static string Write(StatusReport report, bool coloured)
    {
        var text = new StringBuilder();
        var late = report.AgeSeconds > ReportWords.LateAfterSeconds;
        TextTable.AppendLine(text, VisibleText.Clean(Head(report)), late ? LineStyle.Bad : LineStyle.Normal, coloured);
        if (!report.Variants.IsEmpty)
        {
            text.Append('\n');
            Table(report).WriteTo(text, coloured);
        }

        var notes = Notes(report).ToArray();
        if (notes.Length > 0)
        {
            text.Append('\n');
            foreach (var note in notes)
            {
                TextTable.AppendLine(text, VisibleText.Clean(note), LineStyle.Warning, coloured);
            }
        }

        return text.ToString();
    }

    /// <summary>How a variant's row is to be seen.</summary>
    public static LineStyle Style(VariantReport variant) =>
        variant.Ready is { Status: "False" } ? LineStyle.Bad : variant.Quiet.IsEmpty ? LineStyle.Normal : LineStyle.Warning;

    private static string Head(StatusReport report)
    {
        var who = report.Decides ? $"{report.AnsweredBy} decides" : $"{report.AnsweredBy} follows, {ReportWords.Leader(report.Leader)} decides";
        var late = report.AgeSeconds > ReportWords.LateAfterSeconds ? ": IT DOES NOT KEEP UP" : "";
        var count = report.Variants.Length == 1 ? "1 variant" : report.Variants.Length.ToString(CultureInfo.InvariantCulture) + " variants";
        return $"{count}, {ReportWords.TotalCost(report)}; {who}; as of {ReportWords.Clock(report.Time)}, {ReportWords.Span(report.AgeSeconds)} ago{late}";
    }

    private static TextTable Table(StatusReport report)
    {
        var table = new TextTable(
            ("VARIANT", false), ("MODEL", false), ("ACCELERATOR", false), ("DESIRED", true), ("CURRENT", true), ("REPLICAS", false), ("KV MEAN", true), ("MAX", true),
            ("WAITING", true), ("RUNNING", true), ("REQ/S", true), ("IN TOK/S", true), ("OUT TOK/S", true), ("TTFT", true), ("ITL", true), ("COST/H", true), ("AGE", true),
            ("READY", false), ("LAST CHANGE", false));
        foreach (var variant in report.Variants)
        {
            var load = variant.Load;
            table.Add(
                Style(variant),
                variant.Key,
                variant.ModelId,
                variant.Accelerator ?? ReportWords.Unknown,
                ReportWords.Count(variant.Desired),
                ReportWords.Count(variant.Current),
                ReportWords.Replicas(variant.Replicas),
                ReportWords.Percent(load?.KvCacheUsage?.Mean),
                ReportWords.Percent(load?.KvCacheUsage?.Max),
                ReportWords.Number(load?.Waiting),
                ReportWords.Number(load?.Running),
                ReportWords.Number(load?.ArrivalsPerSecond),
                ReportWords.Number(load?.PromptTokensPerSecond),
                ReportWords.Number(load?.GenerationTokensPerSecond),
                ReportWords.Latency(load?.TtftSeconds),
                ReportWords.Latency(load?.ItlSeconds),
                ReportWords.Cost(variant.CostPerHour),
                ReportWords.Span(variant.OldestSignalAgeSeconds),
                variant.Ready?.Status ?? ReportWords.Unknown,
                LastChange(report, variant));
        }

        return table;
    }

    private static string LastChange(StatusReport report, VariantReport variant) => variant.LastDecision is { } last
        ? $"{ReportWords.Change(last)}, {ReportWords.Span((report.Time - last.Time).TotalSeconds + report.AgeSeconds)} ago"
        : ReportWords.Unknown;

    private static IEnumerable<string> Notes(StatusReport report)
    {
        foreach (var variant in report.Variants)
        {
            if (variant.Ready is { Status: not "True" } ready)
            {
                yield return $"{variant.Key}: {ready.Reason}: {ready.Message}";
            }

            foreach (var quiet in variant.Quiet)
            {
                yield return $"{variant.Key}: {ReportWords.Quiet(quiet)}";
            }

            if (variant.QuietLeftOut > 0)
            {
                yield return string.Create(CultureInfo.InvariantCulture, $"{variant.Key}: {variant.QuietLeftOut} more are quiet");
            }
        }

        if (report.UnassignedStreams > 0)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"{report.UnassignedStreams} streams of agents belong to no variant");
        }

        foreach (var problem in report.Problems)
        {
            yield return problem;
        }
    }
}
