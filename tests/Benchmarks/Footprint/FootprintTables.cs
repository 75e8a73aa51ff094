using System.Globalization;
using System.IO.Compression;
using Wva.Benchmarks.Measuring;
using Wva.Testing;

namespace Wva.Benchmarks.Footprint;

/// <summary>Results as text.</summary>
internal static class FootprintTables
{
    private const double Million = 1e6;

    /// <summary>The agent's figures, the budget beside each.</summary>
    public static string Agent((IReadOnlyList<double> FirstSample, IReadOnlyList<double> End) starts, LongRunResult one, LongRunResult two, ScraperFootprint beside)
    {
        var (bytes, compressed) = Size(PublishedPrograms.Agent);
        var table = new MarkdownTable("wva-agent", "measured", "budget", "holds");
        Memory(table, "one aggregator", one, 16);
        Memory(table, "two aggregators", two, 17);
        Add(table, "CPU at 1 Hz, % of a core", 100 * beside.Cores, "F3", 0.15);
        Add(table, "executable, MB", bytes / Million, "F2", 13);
        Add(table, "executable by gzip, MB", compressed / Million, "F2", 6);
        Add(table, $"first sample at the aggregator, ms after fork, p50 of {starts.FirstSample.Count}", Ranking.At(starts.FirstSample, 0.5), "F1", 50);
        Add(table, "the same, worst", starts.FirstSample.Max(), "F1", 50);
        Add(table, $"SIGTERM to gone, ms, worst of {starts.End.Count}", starts.End.Max(), "F1", 1000);
        return table.ToString();
    }

    /// <summary>The agent beside others, one page a second.</summary>
    /// <param name="results">The agent's, then those of <see cref="Scraper.All"/>; null where one is not installed.</param>
    /// <param name="minutes">Measured time.</param>
    public static string Beside(IReadOnlyList<ScraperFootprint?> results, double minutes)
    {
        var table = new MarkdownTable(
            "one page a second", "resident (anonymous) MiB", "working set MiB", "CPU, % of a core", "sent B/s", "pages read", "executable MB (gzip)");
        for (var i = 0; i < results.Count; i++)
        {
            var scraper = i == 0 ? null : Scraper.All[i - 1];
            Add(table, scraper?.Name ?? "wva-agent, TLS", results[i], scraper is null ? PublishedPrograms.Agent : scraper.Program, scraper?.Absent ?? "");
        }

        return table + string.Create(
            CultureInfo.InvariantCulture,
            $"\nAll at the same time over {minutes} minutes of the recording `step`, an engine each; sent is the payload of TCP: the agent's with TLS and gRPC, the others' plain HTTP with snappy. All but the third row read the page whole; the agent sends what changed of the wanted fields, the others every series every second.\n");
    }

    private static void Memory(MarkdownTable table, string aggregators, LongRunResult result, double budget)
    {
        Add(table, string.Create(CultureInfo.InvariantCulture, $"resident MiB, {aggregators}, after {result.Scrapes:N0} pages in {result.Length.TotalMinutes:F1} min"), result.Use.ResidentKiB / 1024.0, "F2", budget);
        table.Add("of it anonymous; most at any look", string.Create(CultureInfo.InvariantCulture, $"{result.Use.AnonymousKiB / 1024.0:F2}; {result.PeakKiB / 1024.0:F2}"), "", "");
        table.Add("working set of its memory group, MiB", ScraperFootprint.MiB(result.WorkingSetKiB), "", "");
        table.Add("CPU, ms a page", (1000 * result.Use.ProcessorSeconds / result.Scrapes).ToString("F2", CultureInfo.InvariantCulture), "", "");
    }

    private static void Add(MarkdownTable table, string what, double value, string format, double budget) => table.Add(
        what, value.ToString(format, CultureInfo.InvariantCulture), budget.ToString(CultureInfo.InvariantCulture), value <= budget ? "yes" : "**no**");

    private static void Add(MarkdownTable table, string name, ScraperFootprint? result, string? program, string absent)
    {
        if (result is null || program is null)
        {
            table.Add(name, absent, "", "", "", "", "");
            return;
        }

        var (bytes, compressed) = Size(program);
        table.Add(
            name,
            result.Memory,
            result.WorkingSet,
            (100 * result.Cores).ToString("F2", CultureInfo.InvariantCulture),
            result.SentPerSecond.ToString("N0", CultureInfo.InvariantCulture),
            result.Scrapes.ToString("N0", CultureInfo.InvariantCulture),
            string.Create(CultureInfo.InvariantCulture, $"{bytes / Million:F1} ({compressed / Million:F1})"));
    }

    private static (long Bytes, long Compressed) Size(string program)
    {
        using var file = File.OpenRead(program);
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            file.CopyTo(gzip);
        }

        return (file.Length, compressed.Length);
    }
}
