using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Wva.Api;
using Wva.Scaling;
using Wva.Scaling.Decision;
using Wva.Scenarios;

namespace Wva.Cli.Text;

/// <summary>A plan for people. Pure.</summary>
internal static class DecisionText
{
    private const int NameWidth = 14;

    /// <summary>Writes a row a variant.</summary>
    public static string Table(ScalingPlan plan, bool coloured)
    {
        var text = new StringBuilder();
        if (plan.Decisions.IsEmpty)
        {
            return "nothing to decide: the scenario has no variant\n";
        }

        var table = new TextTable(("VARIANT", false), ("MODEL", false), ("CURRENT", true), ("WANTED", true), ("TARGET", true), ("ACTION", false), ("REASON", false));
        foreach (var decision in plan.Decisions)
        {
            table.Add(
                decision.Target is null ? LineStyle.Warning : LineStyle.Normal,
                decision.Variant.Spec.Key.ToString(),
                decision.Variant.Spec.ModelId,
                ReportWords.Count(decision.Variant.Current),
                ReportWords.Count(decision.Wanted),
                ReportWords.Count(DecisionWriter.TargetOf(decision)),
                DecisionWriter.ActionOf(decision).ToString(),
                Reason(decision));
        }

        table.WriteTo(text, coloured);
        return text.ToString();
    }

    /// <summary>Writes the whole chain of each variant.</summary>
    public static string Explain(ScalingPlan plan)
    {
        var text = new StringBuilder();
        foreach (var decision in plan.Decisions)
        {
            text.Append(text.Length == 0 ? "" : "\n");
            AddDecision(text, decision);
        }

        return text.ToString();
    }

    private static void AddDecision(StringBuilder text, VariantDecision decision)
    {
        var held = ReportWords.Held(decision.Held, decision.Reasons.IsDefaultOrEmpty ? [] : decision.Reasons.Select(reason => reason.Stage));
        var none = decision.Target is null ? ", without a recommendation" : "";
        Line(text, string.Create(CultureInfo.InvariantCulture, $"{decision.Variant.Spec.Key} ({decision.Variant.Spec.ModelId}): {decision.Variant.Current} -> {DecisionWriter.TargetOf(decision)} {DecisionWriter.ActionOf(decision)}{held}{none}"));
        Named(text, "wanted", $"{ReportWords.Count(decision.Wanted)} before holds and limits; published before: {ReportWords.Count(decision.PublishedBefore)}");
        Named(text, "capacity", string.Create(CultureInfo.InvariantCulture, $"{decision.RequiredCapacity:0.##} more needed, {decision.SpareCapacity:0.##} to spare{PerReplica(decision)}"));
        Named(text, "signals", $"newest {ReportWords.Span(decision.NewestSignalAgeSeconds)}, oldest {ReportWords.Span(decision.OldestSignalAgeSeconds)} old");
        ReasonLines.Add(text, "why", ToReports(decision.Reasons));
        ReasonLines.Add(text, "why not otherwise", ToReports(decision.Considered));
    }

    private static string PerReplica(VariantDecision decision)
        => decision.PerReplicaCapacity is { } capacity ? string.Create(CultureInfo.InvariantCulture, $"; a replica here carries {capacity:0.##}") : "";

    private static string Reason(VariantDecision decision) => decision.Reasons.IsDefaultOrEmpty ? "" : $"{decision.Reason.Code}: {decision.Reason.Message}";

    private static ImmutableArray<ReasonReport> ToReports(ImmutableArray<Reason> reasons)
        => reasons.IsDefaultOrEmpty ? [] : [.. reasons.Select(reason => new ReasonReport(reason.Stage, reason.Code, reason.Message))];

    private static void Named(StringBuilder text, string name, string value) => Line(text, $"  {name.PadRight(NameWidth)}{value}");

    private static void Line(StringBuilder text, string line) => text.Append(VisibleText.Clean(line)).Append('\n');
}
