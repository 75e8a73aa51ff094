using Wva.Contracts;
using Wva.Simulation.Engines;
using Wva.Simulation.Recordings;
using Wva.Telemetry.Sampling;

namespace Wva.Simulation.Fitting;

/// <summary>What a recorded engine of one rank showed, page by page; what a page does not show counts as 0, as it does on an engine that was never asked.</summary>
public static class RecordedPoints
{
    /// <summary>Reads the pages that were answered.</summary>
    /// <param name="pages">The pages in the order of time.</param>
    public static IReadOnlyList<PagePoint> Read(IEnumerable<RecordedPage> pages)
    {
        var (sampler, sample) = (new PageSampler(), new Sample());
        return [.. pages.Where(page => IsRead(page, sampler, sample)).Select(page => Point(page.AtSeconds, sample.Rows[0]))];
    }

    private static bool IsRead(RecordedPage page, PageSampler sampler, Sample sample) =>
        page.Answered
        && sampler.Read(page.Body.Span, sample, DateTimeOffset.UnixEpoch + TimeSpan.FromSeconds(page.AtSeconds), TimeSpan.FromSeconds(page.TookSeconds)).Verdict == PageVerdict.Read;

    private static PagePoint Point(double at, SampleRow row) => new(
        at,
        new EngineGauges((int)Number(row, RowField.Running), (int)Number(row, RowField.Waiting), Number(row, RowField.KvCacheUsage)),
        Number(row, RowField.Preemptions),
        Number(row, RowField.GenerationTokens),
        Number(row, RowField.PrefixCacheHits));

    private static double Number(SampleRow row, RowField field) => row.Known(field) ?? 0;
}
