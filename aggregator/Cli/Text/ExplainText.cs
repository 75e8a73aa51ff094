using System.Globalization;
using System.Text;
using Wva.Api;

namespace Wva.Cli.Text;

/// <summary>An explanation for people. Pure.</summary>
internal static class ExplainText
{
    private const int NameWidth = 14;

    /// <summary>Writes it: where it stands, why, why not otherwise, the change before, and what it was decided on.</summary>
    public static string Write(ExplainReport report)
    {
        var text = new StringBuilder();
        Line(text, $"{report.Namespace}/{report.Name} ({report.ModelId}): {ReportWords.Count(report.Desired)} published, {ReportWords.Count(report.Current)} asked of its target now");
        Named(text, "answered by", $"{report.AnsweredBy}{(report.Decides ? ", which decides" : "")}, as of {ReportWords.Clock(report.Time)}, {ReportWords.Span(report.AgeSeconds)} ago");
        if (report.Ready is { } ready)
        {
            Named(text, "ready", $"{ready.Status}: {ready.Reason}: {ready.Message}");
        }

        if (report.Note is { } note)
        {
            Named(text, "note", note);
        }

        if (report.Decision is { } decision)
        {
            AddDecision(text, decision);
        }

        AddLastChange(text, report);
        AddSignals(text, report);
        return text.ToString();
    }

    private static void AddDecision(StringBuilder text, DecisionReport decision)
    {
        Named(text, "target", $"{ReportWords.Count(decision.Target)} (published before: {ReportWords.Count(decision.PublishedBefore)}; wanted before holds and limits: {ReportWords.Count(decision.Wanted)}); {decision.Action}{ReportWords.Held(decision.Held, decision.Reasons.Select(reason => reason.Stage))}");
        Named(text, "demand", string.Create(CultureInfo.InvariantCulture, $"{(decision.Demand is { } demand ? demand.ToString("0.##", CultureInfo.InvariantCulture) : ReportWords.Unknown)} replicas in its role group; {decision.RequiredCapacity:0.##} more needed, {decision.SpareCapacity:0.##} to spare"));
        Named(text, "signals", $"newest {ReportWords.Span(decision.NewestSignalAgeSeconds)}, oldest {ReportWords.Span(decision.OldestSignalAgeSeconds)} old; complete and fresh of {ReportWords.Percent(decision.Trust)} of the replicas");
        ReasonLines.Add(text, "why", decision.Reasons);
        ReasonLines.Add(text, "why not otherwise", decision.Considered);
    }

    private static void AddLastChange(StringBuilder text, ExplainReport report)
    {
        if (report.LastDecision is not { } last)
        {
            return;
        }

        var ago = ReportWords.Span((report.Time - last.Time).TotalSeconds + report.AgeSeconds);
        text.Append('\n');
        Line(text, $"last change: {ReportWords.Change(last)} at {ReportWords.Clock(last.Time)}, {ago} ago");
        if (report.LastChange is { } change && change.Time == report.Decision?.Time)
        {
            Line(text, "  decided in this cycle, as above");
        }
        else if (report.LastChange is { } earlier)
        {
            ReasonLines.Add(text, heading: null, earlier.Reasons);
            ReasonLines.Add(text, "why not otherwise, then", earlier.Considered);
        }
        else
        {
            Line(text, $"  {last.Message}");
        }
    }

    private static void AddSignals(StringBuilder text, ExplainReport report)
    {
        text.Append('\n');
        if (report.Signals.IsEmpty)
        {
            Line(text, "signals: none, for no replica is known");
            return;
        }

        var table = new TextTable(("POD", false), ("RANK", true), ("STATE", false), ("AGE", true), ("KV", true), ("WAITING", true), ("RUNNING", true), ("NOTE", false));
        foreach (var signal in report.Signals)
        {
            table.Add(LineStyle.Normal, signal.Pod, signal.Rank, signal.State, ReportWords.Span(signal.AgeSeconds), ReportWords.Percent(signal.KvCacheUsage), ReportWords.Number(signal.Waiting), ReportWords.Number(signal.Running), Note(signal));
        }

        table.WriteTo(text, coloured: false);
        if (report.SignalsLeftOut > 0)
        {
            Line(text, string.Create(CultureInfo.InvariantCulture, $"... and {report.SignalsLeftOut} more"));
        }
    }

    private static string Note(SignalReport signal) => signal switch
    {
        { Stalled: true } => $"stalled for {ReportWords.Span(signal.SilentSeconds)}",
        { Stale: true, SilentSeconds: not null } => $"silent for {ReportWords.Span(signal.SilentSeconds)}",
        { Stale: true } => "stale",
        { SilentSeconds: not null } => $"without a number for {ReportWords.Span(signal.SilentSeconds)}",
        _ => "",
    };

    private static void Named(StringBuilder text, string name, string value) => Line(text, $"  {name.PadRight(NameWidth)}{value}");

    private static void Line(StringBuilder text, string line) => text.Append(VisibleText.Clean(line)).Append('\n');
}
