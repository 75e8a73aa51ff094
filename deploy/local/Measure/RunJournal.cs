namespace Wva.Local.Measure;

/// <summary>What was published in one run, as an outside watcher saw it, and how long the decisions to scale out took (<see cref="DecisionClock"/>). Pure: time is an argument.</summary>
/// <param name="variants">The variants that are published; before each of them is, nothing that was published can be too little.</param>
/// <param name="most">The most replicas that all of them can have together.</param>
internal sealed class RunJournal(IReadOnlyCollection<string> variants, int most)
{
    private readonly List<Publication> _publications = [];
    private readonly Dictionary<string, int> _published = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _peaks = new(StringComparer.Ordinal);
    private readonly DecisionClock _clock = new(most);

    /// <summary>The changes, in the order they were seen: the first publication of a variant is no decision.</summary>
    public IEnumerable<Publication> Decisions => _publications.Where(publication => publication.From is not null);

    /// <summary>The value of a variant that stands; null before the first.</summary>
    public int? Published(string variant) => _published.TryGetValue(variant, out var value) ? value : null;

    /// <summary>The highest value of a variant there was; null before the first.</summary>
    public int? Peak(string variant) => _peaks.TryGetValue(variant, out var value) ? value : null;

    /// <summary>How long decisions took.</summary>
    /// <param name="at">The end of the run, since its start.</param>
    public DecisionTimes Times(TimeSpan at) => DecisionTimes.Of(_clock.Times, _clock.MissedBy(at));

    /// <summary>Engines show another demand, whether or not anybody reads it.</summary>
    /// <param name="replicas">What they ask for together; null where they do not say, which withdraws nothing.</param>
    /// <param name="at">Since when, since the start.</param>
    public void Ask(int? replicas, TimeSpan at)
    {
        if (replicas is { } known)
        {
            _clock.Ask(known, at);
        }
    }

    /// <summary>Notes the value that the watcher sees.</summary>
    /// <param name="variant">Whose.</param>
    /// <param name="replicas">The value; null where none is published.</param>
    /// <param name="reason">Code of its reason.</param>
    /// <param name="message">The reason in words.</param>
    /// <param name="at">When, since the start.</param>
    /// <returns>The publication; null where nothing changed.</returns>
    public Publication? See(string variant, int? replicas, string reason, string message, TimeSpan at)
    {
        var from = Published(variant);
        if (replicas is not { } to || to == from)
        {
            return null;
        }

        _published[variant] = to;
        _peaks[variant] = Math.Max(Peak(variant) ?? 0, to);
        var latency = _published.Count == variants.Count ? _clock.See(_published.Values.Sum(), at) : null;
        var publication = new Publication(at, variant, from, to, reason, message, latency);
        _publications.Add(publication);
        return publication;
    }
}
