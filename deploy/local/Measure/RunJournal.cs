namespace Wva.Local.Measure;

/// <summary>What was published in one run. Pure: time is an argument.</summary>
internal sealed class RunJournal
{
    private readonly List<Publication> _publications = [];

    /// <summary>All values, in the order they were seen.</summary>
    public IReadOnlyList<Publication> Publications => _publications;

    /// <summary>The changes: the first publication is no decision.</summary>
    public IEnumerable<Publication> Decisions => _publications.Where(publication => publication.From is not null);

    /// <summary>The value that stands; null before the first.</summary>
    public int? Published => _publications.Count == 0 ? null : _publications[^1].To;

    /// <summary>The highest value there was; null before the first.</summary>
    public int? Peak => _publications.Count == 0 ? null : _publications.Max(publication => publication.To);

    /// <summary>Notes the value that the watcher sees.</summary>
    /// <param name="at">When, since the start.</param>
    /// <param name="replicas">The value; null where none is published.</param>
    /// <param name="reason">Code of its reason.</param>
    /// <param name="message">The reason in words.</param>
    /// <param name="shown">What the engine shows, in the order of time; what lies behind <paramref name="at"/> is not looked at.</param>
    /// <returns>The publication; null where nothing changed.</returns>
    public Publication? See(TimeSpan at, int? replicas, string reason, string message, IReadOnlyList<ShownDemand> shown)
    {
        if (replicas is not { } to || to == Published)
        {
            return null;
        }

        var publication = new Publication(at, Published, to, reason, message, to > Published ? Latency(at, shown) : null);
        _publications.Add(publication);
        return publication;
    }

    // Longest reading: from the moment the engine first showed more demand while the old value stood, read or not, whatever it showed later.
    private TimeSpan? Latency(TimeSpan at, IReadOnlyList<ShownDemand> shown)
    {
        var standing = _publications[^1];
        var since = _publications.Count == 1 ? TimeSpan.Zero : shown.LastOrDefault(page => page.At <= standing.At).At;
        var crossing = shown.Where(page => page.At >= since && page.At <= at && page.Demand > standing.To).Take(1).ToArray();
        return crossing.Length == 0 ? null : at - crossing[0].At;
    }
}
