namespace Wva.Benchmarks.Aot;

/// <summary>Times a reading: rounds of many pages, so that the clock's own cost does not count, and short ones, so that some pass undisturbed on a busy machine.</summary>
internal static class Rounds
{
    private const int Count = 501;

    private static readonly TimeSpan RoundLength = TimeSpan.FromMilliseconds(2);

    /// <summary>Times it.</summary>
    /// <returns>Nanoseconds a page of the best and the median round, bytes allocated a page.</returns>
    /// <exception cref="InvalidOperationException">Two readings of one page found different things.</exception>
    public static (double Best, double Median, double Allocated) Time(Func<int> read)
    {
        var expected = read();
        var pages = PagesOfARound(read, expected);
        var nanoseconds = new List<double>(Count);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var round = 0; round < Count; round++)
        {
            nanoseconds.Add(Run(read, expected, pages).TotalNanoseconds / pages);
        }

        var allocated = (double)(GC.GetAllocatedBytesForCurrentThread() - before) / (Count * (long)pages);
        nanoseconds.Sort();
        return (nanoseconds[0], nanoseconds[Count / 2], allocated);
    }

    private static int PagesOfARound(Func<int> read, int expected)
    {
        var pages = 1;
        while (Run(read, expected, pages) < RoundLength)
        {
            pages *= 2;
        }

        return pages;
    }

    private static TimeSpan Run(Func<int> read, int expected, int pages)
    {
        var began = TimeProvider.System.GetTimestamp();
        for (var i = 0; i < pages; i++)
        {
            // Looked at, so that no compiler leaves the reading out.
            if (read() != expected)
            {
                throw new InvalidOperationException("two readings of one page differ");
            }
        }

        return TimeProvider.System.GetElapsedTime(began);
    }
}
