namespace Wva.Agent.Scrape;

/// <summary>How often the engine is read. Pure: all that it knows is its arguments.</summary>
internal static class CadencePolicy
{
    /// <summary>In the fast mode, reading takes at most one part in so many of the engine's time.</summary>
    public const int ReadTimeFactor = 20;

    /// <summary>Time between the starts of two scrapes.</summary>
    /// <param name="cadence">Periods in force.</param>
    /// <param name="busy">Requests wait, or the KV cache is near its trigger: a busy engine serves its page slowly, and that is when to look.</param>
    /// <param name="medianRead">Median time of the last reads; null before the first.</param>
    /// <returns><see cref="Cadence.Sample"/> at ease; max(<see cref="Cadence.Fast"/>, 20 x median) when busy, never slower than at ease.</returns>
    public static TimeSpan Period(Cadence cadence, bool busy, TimeSpan? medianRead)
    {
        if (!busy)
        {
            return cadence.Sample;
        }

        var fast = Max(cadence.Fast, (medianRead ?? TimeSpan.Zero) * ReadTimeFactor);
        return fast < cadence.Sample ? fast : cadence.Sample;
    }

    /// <summary>Rest between the end of a scrape and the start of the next.</summary>
    /// <param name="period">Time wanted between two starts.</param>
    /// <param name="spent">Time the last scrape took.</param>
    /// <param name="failed">It gave no page.</param>
    /// <returns>What is left of the period, at least a quarter of it, and all of it after a failure that took longer: a slow engine is never read back to back.</returns>
    public static TimeSpan Rest(TimeSpan period, TimeSpan spent, bool failed) =>
        failed && spent > period ? period : Max(period - spent, period / 4);

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
