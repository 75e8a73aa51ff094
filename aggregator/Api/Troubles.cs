using System.Globalization;

namespace Wva.Api;

/// <summary>What is not well in a report, a line each, the worst first. Pure.</summary>
public static class Troubles
{
    /// <summary>Finds it.</summary>
    public static IReadOnlyList<string> Of(StatusReport report)
    {
        var lines = new List<string>();
        foreach (var variant in report.Variants)
        {
            if (variant.Ready is { Status: not "True" } ready)
            {
                lines.Add($"{variant.Key}: {ready.Reason}: {ready.Message}");
            }

            lines.AddRange(variant.Quiet.Select(quiet => $"{variant.Key}: {ReportWords.Quiet(quiet)}"));
            if (variant.QuietLeftOut > 0)
            {
                lines.Add(string.Create(CultureInfo.InvariantCulture, $"{variant.Key}: {variant.QuietLeftOut} more are quiet"));
            }
        }

        lines.AddRange(report.Problems);
        if (report.UnassignedStreams > 0)
        {
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"{report.UnassignedStreams} streams of agents belong to no variant"));
        }

        return lines;
    }
}
