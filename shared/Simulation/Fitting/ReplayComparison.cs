namespace Wva.Simulation.Fitting;

/// <summary>How near a replay comes to what was recorded, over a part of the recording.</summary>
/// <param name="MedianTtftSeconds">Median time to first token.</param>
/// <param name="PeakWaiting">Most requests that waited.</param>
/// <param name="MeanRunning">Mean of the running requests.</param>
/// <param name="MeanKvCacheUsage">Mean share of the KV cache in use, 0..1.</param>
/// <param name="Preemptions">Preemptions.</param>
/// <param name="GenerationTokens">Tokens given.</param>
/// <param name="PrefixCacheHits">Prompt tokens found in the prefix cache.</param>
public sealed record ReplayComparison(
    ComparedNumber MedianTtftSeconds,
    ComparedNumber PeakWaiting,
    ComparedNumber MeanRunning,
    ComparedNumber MeanKvCacheUsage,
    ComparedNumber Preemptions,
    ComparedNumber GenerationTokens,
    ComparedNumber PrefixCacheHits)
{
    /// <summary>Compares from a moment on.</summary>
    /// <param name="recorded">What the real engine showed.</param>
    /// <param name="replayed">What the simulated one showed, at the same moments.</param>
    /// <param name="load">When each request was sent; the time to its first token as recorded and replayed, null where none came.</param>
    /// <param name="fromSeconds">What lies before is left out.</param>
    public static ReplayComparison Of(
        IReadOnlyList<PagePoint> recorded,
        IReadOnlyList<PagePoint> replayed,
        IReadOnlyList<(double SentSeconds, double? RecordedTtft, double? ReplayedTtft)> load,
        double fromSeconds)
    {
        PagePoint[] real = [.. recorded.Where(point => point.AtSeconds >= fromSeconds)];
        PagePoint[] model = [.. replayed.Where(point => point.AtSeconds >= fromSeconds)];
        var late = load.Where(request => request.SentSeconds >= fromSeconds);
        return new ReplayComparison(
            new(Median(late.Select(request => request.RecordedTtft)), Median(late.Select(request => request.ReplayedTtft))),
            Compare(real, model, points => points.Max(point => point.Gauges.Waiting)),
            Compare(real, model, points => points.Average(point => point.Gauges.Running)),
            Compare(real, model, points => points.Average(point => point.Gauges.KvCacheUsage)),
            Compare(real, model, points => points[^1].Preemptions - points[0].Preemptions),
            Compare(real, model, points => points[^1].GenerationTokens - points[0].GenerationTokens),
            Compare(real, model, points => points[^1].PrefixCacheHits - points[0].PrefixCacheHits));
    }

    private static ComparedNumber Compare(PagePoint[] real, PagePoint[] model, Func<PagePoint[], double> number) => new(number(real), number(model));

    // A request without a first token waited for ever.
    private static double Median(IEnumerable<double?> times)
    {
        double[] sorted = [.. times.Select(time => time ?? double.PositiveInfinity).Order()];
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;
    }
}
