namespace Wva.Simulation.Recordings;

/// <summary>Which page of a recording stands at which moment. Pure: time is an argument.</summary>
public sealed class RecordingPlayer
{
    private readonly double[] _atSeconds;

    /// <summary>Plays from a moment of the recording on.</summary>
    /// <param name="pages">The pages, in the order of their time; at least one.</param>
    /// <param name="from">The moment of the recording that elapsed time zero is.</param>
    /// <exception cref="ArgumentException">There is no page, or none at or after <paramref name="from"/>.</exception>
    public RecordingPlayer(IReadOnlyList<RecordedPage> pages, TimeSpan from = default)
    {
        if (pages.Count == 0)
        {
            throw new ArgumentException("a recording without a page cannot be played", nameof(pages));
        }

        if (from < TimeSpan.Zero || from.TotalSeconds > pages[^1].AtSeconds)
        {
            throw new ArgumentException($"'{from.TotalSeconds} s' lies outside the recording; allowed: 0 to {pages[^1].AtSeconds} s", nameof(from));
        }

        Pages = pages;
        From = from;
        _atSeconds = [.. pages.Select(page => page.AtSeconds)];
    }

    /// <summary>All pages of the recording.</summary>
    public IReadOnlyList<RecordedPage> Pages { get; }

    /// <summary>The moment of the recording that elapsed time zero is.</summary>
    public TimeSpan From { get; }

    /// <summary>How long there is a page to play, up to the moment of the last one.</summary>
    public TimeSpan Length => TimeSpan.FromSeconds(_atSeconds[^1]) - From;

    /// <summary>Index of the page that stands: the last one read by then.</summary>
    /// <param name="elapsed">Time since the playing began.</param>
    /// <returns>The index; -1 before the first page. The last page stands on after the end.</returns>
    public int IndexAt(TimeSpan elapsed)
    {
        var found = Array.BinarySearch(_atSeconds, (From + elapsed).TotalSeconds);
        if (found < 0)
        {
            return ~found - 1;
        }

        // Several pages of one moment: the last of them stands.
        while (found + 1 < _atSeconds.Length && _atSeconds[found + 1].Equals(_atSeconds[found]))
        {
            found++;
        }

        return found;
    }

    /// <summary>The page that stands.</summary>
    /// <param name="elapsed">Time since the playing began.</param>
    /// <returns>The page; null before the first one: nothing answers yet.</returns>
    public RecordedPage? At(TimeSpan elapsed) => IndexAt(elapsed) is >= 0 and var index ? Pages[index] : null;
}
