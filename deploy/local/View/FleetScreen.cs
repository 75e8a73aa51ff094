using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;
using Wva.Api;

namespace Wva.Local.View;

/// <summary>What was seen -> what is shown. Pure: the same history gives the same picture.</summary>
internal static class FleetScreen
{
    private const int FixedLines = 6; // head, two rules, two headings, the rule of the changes
    private const int LeastChanges = 2;

    /// <summary>The picture.</summary>
    /// <param name="history">What was seen.</param>
    /// <param name="now">Time since the beginning.</param>
    /// <param name="facts">What else is to be said, a line each; shown below the head.</param>
    /// <param name="size">How much room there is.</param>
    public static IRenderable Render(FleetHistory history, TimeSpan now, IReadOnlyList<string> facts, ScreenSize size)
    {
        var parts = new List<IRenderable> { Line(Head(history, now), HeadStyle(history), size) };
        parts.AddRange(facts.Select(fact => Line(fact, Style.Plain, size)));
        if (history.Report is not { } report)
        {
            return new Rows(parts);
        }

        var isOld = history.Problem.Length > 0;
        var troubles = Troubles.Of(report);
        var room = size.Lines - parts.Count - FixedLines + 1;
        var rows = Math.Clamp((room - LeastChanges - Math.Min(troubles.Count, 1)) / 2, 1, Math.Max(report.Variants.Length, 1));
        room -= 2 * rows;
        var troublesShown = Math.Min(troubles.Count, Math.Max(room - LeastChanges, 1));
        room -= troublesShown;

        parts.AddRange(Shown(troubles, troublesShown).Select(line => Line(line, new Style(Color.Yellow), size)));
        parts.Add(Title(rows < report.Variants.Length ? string.Create(CultureInfo.InvariantCulture, $"replicas ({rows} of {report.Variants.Length} variants)") : "replicas"));
        parts.Add(FleetTables.Replicas(report, history, rows, isOld));
        parts.Add(Title("load"));
        parts.Add(FleetTables.Load(report, history, rows, isOld));
        parts.Add(Title("last changes"));
        parts.AddRange(Changes(history.Changes, Math.Max(room, 1), size));
        return new Rows(parts);
    }

    private static IEnumerable<string> Shown(IReadOnlyList<string> lines, int count) => lines.Count <= count
        ? lines
        : lines.Take(count - 1).Append(string.Create(CultureInfo.InvariantCulture, $"... and {lines.Count - count + 1} more"));

    private static string Head(FleetHistory history, TimeSpan now)
    {
        if (history.Report is not { } report)
        {
            return history.Problem.Length == 0 ? "asking the aggregator ..." : $"no answer yet: {history.Problem}";
        }

        if (history.Problem.Length > 0)
        {
            return $"NO ANSWER for {ReportWords.Span((now - history.AnsweredAt).TotalSeconds)}, this was last seen: {history.Problem}";
        }

        return ReportWords.Head(report);
    }

    private static Style HeadStyle(FleetHistory history) =>
        new(history.Problem.Length > 0 || (history.Report is { } report && ReportWords.IsLate(report)) ? Color.Red : null, decoration: Decoration.Bold);

    private static Rule Title(string title) => new($"[bold]{Markup.Escape(title)}[/]") { Justification = Justify.Left, Style = new Style(Color.Grey) };

    // Two lines each where there is room for two: the sentence is the point of it.
    private static IEnumerable<Text> Changes(IReadOnlyList<SeenChange> changes, int room, ScreenSize size)
    {
        var linesEach = room >= 2 * LeastChanges ? 2 : 1;
        foreach (var change in changes.Take(room / linesEach))
        {
            var what = $"{ReportWords.Clock(change.Decision.Time)}  {change.Variant}  {ReportWords.Change(change.Decision)}";
            if (linesEach == 1)
            {
                yield return Line($"{what}: {change.Decision.Message}", Style.Plain, size);
            }
            else
            {
                yield return Line(what, new Style(decoration: Decoration.Bold), size);
                yield return Line($"           {change.Decision.Message}", Style.Plain, size);
            }
        }
    }

    // Cut here: the library would wrap it.
    private static Text Line(string text, Style style, ScreenSize size)
    {
        var clean = VisibleText.Clean(text);
        return new Text(clean.Length <= size.Columns ? clean : string.Concat(clean.AsSpan(0, Math.Max(size.Columns - 1, 0)), "…"), style);
    }
}
