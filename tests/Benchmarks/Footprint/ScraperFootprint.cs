using System.Globalization;
using Wva.Benchmarks.Measuring;

namespace Wva.Benchmarks.Footprint;

/// <summary>What a scraper used at one page a second.</summary>
/// <param name="Use">At the end.</param>
/// <param name="WorkingSetKiB">Of its memory group at the end; null where there was none.</param>
/// <param name="Cores">Share of a core.</param>
/// <param name="SentPerSecond">Bytes it sent a second, payload of TCP.</param>
/// <param name="Scrapes">Pages it was given while it was measured.</param>
internal sealed record ScraperFootprint(ProcessUse Use, long? WorkingSetKiB, double Cores, double SentPerSecond, int Scrapes)
{
    /// <summary>MiB in RAM, and those that are no file's.</summary>
    public string Memory => MiB(Use);

    /// <summary>MiB of the group.</summary>
    public string WorkingSet => MiB(WorkingSetKiB);

    /// <summary>MiB in RAM, and those that are no file's.</summary>
    public static string MiB(ProcessUse use) => string.Create(CultureInfo.InvariantCulture, $"{use.ResidentKiB / 1024.0:F1} ({use.AnonymousKiB / 1024.0:F1})");

    /// <summary>MiB of a group.</summary>
    public static string MiB(long? kiB) => kiB is { } known ? (known / 1024.0).ToString("F1", CultureInfo.InvariantCulture) : "no memory group";
}
