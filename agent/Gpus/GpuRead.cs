using Wva.Agent.Scrape;
using Wva.Telemetry.Gpus;

namespace Wva.Agent.Gpus;

/// <summary>What came of one reading of the exporter.</summary>
/// <param name="Fault">Why there are no fresh rows; None where the page was read.</param>
/// <param name="Error">The same in words, without numbers that change; null where the page was read.</param>
/// <param name="Page">What the sampler says of it; meaningless where it did not come whole.</param>
internal readonly record struct GpuRead(GpuFault Fault, string? Error, GpuPageResult Page)
{
    /// <summary>A page that did not come whole.</summary>
    public static GpuRead Failed(FetchedPage page) => new(Of(page.Fault), page.Error, default);

    /// <summary>A page that came.</summary>
    public static GpuRead Of(GpuPageResult page) => new(Of(page.Verdict), page.Problem, page);

    private static GpuFault Of(ScrapeFault fault) => fault switch
    {
        ScrapeFault.Untrusted => GpuFault.Untrusted,
        ScrapeFault.Timeout => GpuFault.Timeout,
        ScrapeFault.Status or ScrapeFault.Redirect => GpuFault.Status,
        ScrapeFault.TooLong => GpuFault.TooLong,
        ScrapeFault.Broken => GpuFault.Broken,
        _ => GpuFault.Unreachable,
    };

    private static GpuFault Of(GpuPageVerdict verdict) => verdict switch
    {
        GpuPageVerdict.Read => GpuFault.None,
        GpuPageVerdict.Empty => GpuFault.Empty,
        GpuPageVerdict.Truncated => GpuFault.Broken,
        GpuPageVerdict.NotOurNode => GpuFault.NotOurNode,
        _ => GpuFault.NotDcgm,
    };
}
