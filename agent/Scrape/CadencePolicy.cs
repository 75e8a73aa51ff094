using Wva.Contracts;

namespace Wva.Agent.Scrape;

/// <summary>How often the engine is read. Pure: all that it knows is its arguments.</summary>
internal static class CadencePolicy
{
    /// <summary>In the fast mode, reading takes at most one part in so many of the engine's time.</summary>
    public const int ReadTimeFactor = 20;

    /// <summary>Time wanted between the starts of two scrapes, and why.</summary>
    /// <param name="cadence">Periods in force.</param>
    /// <param name="load">What the last scrape showed; requests that wait and a KV cache near its trigger are read fast: a busy engine serves its page slowly, and that is when to look.</param>
    /// <param name="medianRead">Median time of the last reads; null before the first.</param>
    /// <returns><see cref="Cadence.Sample"/> at ease; max(<see cref="Cadence.Fast"/>, 20 x median) when busy, never slower than at ease.</returns>
    public static CadenceChoice Choose(Cadence cadence, CadenceReason load, TimeSpan? medianRead)
    {
        if (load is not (CadenceReason.RequestsWait or CadenceReason.KvNearTrigger))
        {
            return new CadenceChoice(cadence.Sample, load);
        }

        var wanted = Min(cadence.Fast, cadence.Sample);
        var affordable = Min((medianRead ?? TimeSpan.Zero) * ReadTimeFactor, cadence.Sample);
        return affordable > wanted ? new CadenceChoice(affordable, CadenceReason.SlowPage) : new CadenceChoice(wanted, load);
    }

    /// <summary>The period as it comes out, once a scrape's own time is known.</summary>
    /// <param name="wanted">Period wanted.</param>
    /// <param name="spent">Time the last scrape took.</param>
    /// <returns>The same, or a longer one where the scrape left too little of it to rest.</returns>
    public static CadenceChoice Stretch(CadenceChoice wanted, TimeSpan spent)
    {
        var failed = wanted.Reason == CadenceReason.Failed;
        var period = spent + Rest(wanted.Period, spent, failed);
        return period <= wanted.Period ? wanted : new CadenceChoice(period, failed ? CadenceReason.Failed : CadenceReason.SlowPage);
    }

    /// <summary>What a good page says of the load.</summary>
    /// <param name="sample">The last good page.</param>
    /// <param name="kvNearTrigger">Share of KV cache from which the engine counts as busy.</param>
    public static CadenceReason LoadOf(Sample sample, double kvNearTrigger)
    {
        var load = CadenceReason.AtEase;
        foreach (var row in sample.Rows)
        {
            if (row.Known(RowField.Waiting) > 0)
            {
                return CadenceReason.RequestsWait;
            }

            load = row.Known(RowField.KvCacheUsage) >= kvNearTrigger ? CadenceReason.KvNearTrigger : load;
        }

        return load;
    }

    /// <summary>Rest between the end of a scrape and the start of the next.</summary>
    /// <param name="period">Time wanted between two starts.</param>
    /// <param name="spent">Time the last scrape took.</param>
    /// <param name="failed">It gave no page.</param>
    /// <returns>What is left of the period, at least a quarter of it, and all of it after a failure that took longer: a slow engine is never read back to back.</returns>
    public static TimeSpan Rest(TimeSpan period, TimeSpan spent, bool failed) =>
        failed && spent > period ? period : Max(period - spent, period / 4);

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;

    private static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
