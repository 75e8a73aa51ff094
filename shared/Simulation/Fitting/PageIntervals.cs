using Wva.Contracts;
using Wva.Simulation.Recordings;
using Wva.Telemetry.Sampling;

namespace Wva.Simulation.Fitting;

/// <summary>Pages of one engine, read as the agent reads them, become the intervals between them.</summary>
public static class PageIntervals
{
    private static readonly RowField[] Needed = [RowField.Iterations, RowField.IterationTokens, RowField.GenerationTokens, RowField.ItlSeconds, RowField.KvCacheUsage];

    /// <summary>Reads them. Pages that lack a number, unanswered reads and restarts leave a hole: no interval spans one.</summary>
    /// <param name="pages">The pages in the order of time.</param>
    /// <returns>The intervals, in order.</returns>
    /// <exception cref="InvalidDataException">The engine has several ranks, which one model cannot be fitted to.</exception>
    public static IEnumerable<PageInterval> Read(IEnumerable<RecordedPage> pages)
    {
        var (sampler, sample) = (new PageSampler(), new Sample());
        Reading? before = null;
        foreach (var page in pages)
        {
            var after = Read(page, sampler, sample);
            if (before is { } first && after is { } second && second.Iterations >= first.Iterations)
            {
                yield return Between(first, second);
            }

            before = after;
        }
    }

    private static Reading? Read(RecordedPage page, PageSampler sampler, Sample sample)
    {
        var at = TimeSpan.FromSeconds(page.AtSeconds);
        if (!page.Answered || sampler.Read(page.Body.Span, sample, DateTimeOffset.UnixEpoch + at, TimeSpan.FromSeconds(page.TookSeconds)).Verdict != PageVerdict.Read)
        {
            return null;
        }

        if (sample.Rows.Count > 1)
        {
            throw new InvalidDataException($"the page at {page.AtSeconds} s shows {sample.Rows.Count} ranks; allowed: 1");
        }

        return sample.Rows is [var row] && Needed.All(field => row.State(field) == FieldState.Value) && sampler.Engine?.KvCapacityTokens is { } capacity
            ? new Reading(
                page.AtSeconds,
                row.Scalar(RowField.Iterations),
                row.Scalar(RowField.IterationTokens),
                row.Scalar(RowField.GenerationTokens),
                row.Histogram(RowField.ItlSeconds).Count,
                row.Histogram(RowField.ItlSeconds).Sum,
                row.Scalar(RowField.KvCacheUsage) * capacity)
            : null;
    }

    // Tokens of iterations are prompt tokens computed and tokens given.
    private static PageInterval Between(in Reading before, in Reading after) => new(
        before.AtSeconds,
        after.AtSeconds,
        after.Iterations - before.Iterations,
        after.Gaps - before.Gaps,
        after.GapSeconds - before.GapSeconds,
        after.IterationTokens - before.IterationTokens - (after.GenerationTokens - before.GenerationTokens),
        (before.KvTokens + after.KvTokens) / 2);

    private readonly record struct Reading(
        double AtSeconds,
        double Iterations,
        double IterationTokens,
        double GenerationTokens,
        double Gaps,
        double GapSeconds,
        double KvTokens);
}
