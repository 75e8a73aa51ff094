using Wva.Api;

namespace Wva.Local.View;

/// <summary>What was seen so far: the last report, plots, changes. Time is an argument.</summary>
internal sealed class FleetHistory
{
    /// <summary>Changes that are kept.</summary>
    public const int MaxChanges = 20;

    /// <summary>Variants that are plotted.</summary>
    public const int MaxVariants = 100;

    private readonly Dictionary<string, VariantHistory> _variants = new(StringComparer.Ordinal);
    private readonly List<SeenChange> _changes = [];

    /// <summary>The last report; null before the first.</summary>
    public StatusReport? Report { get; private set; }

    /// <summary>When that came, since the beginning.</summary>
    public TimeSpan AnsweredAt { get; private set; }

    /// <summary>Why the last look had no answer; empty where it had one.</summary>
    public string Problem { get; private set; } = "";

    /// <summary>Changes of published values, the newest first.</summary>
    public IReadOnlyList<SeenChange> Changes => _changes;

    /// <summary>Plots of a variant; empty ones where it was never seen.</summary>
    public VariantHistory Of(string key) => _variants.GetValueOrDefault(key) ?? new VariantHistory();

    /// <summary>Takes a look.</summary>
    /// <param name="at">Time since the beginning; never falls.</param>
    /// <param name="sighting">What came of it.</param>
    public void Take(TimeSpan at, Sighting sighting)
    {
        Problem = sighting.Problem;
        var seen = sighting.Report?.Variants.Take(MaxVariants).ToDictionary(variant => variant.Key, StringComparer.Ordinal) ?? [];
        foreach (var key in seen.Keys.Where(key => !_variants.ContainsKey(key)))
        {
            _variants.Add(key, new VariantHistory());
        }

        foreach (var (key, history) in _variants)
        {
            history.Take(at, seen.GetValueOrDefault(key));
        }

        if (sighting.Report is { } report)
        {
            (Report, AnsweredAt) = (report, at);
            Forget(seen);
            NoteChanges(report);
        }
    }

    private void Forget(Dictionary<string, VariantReport> seen)
    {
        foreach (var gone in _variants.Keys.Where(key => !seen.ContainsKey(key)).ToArray())
        {
            _variants.Remove(gone);
        }
    }

    private void NoteChanges(StatusReport report)
    {
        var news = report.Variants
            .Where(variant => variant.LastDecision is not null)
            .Select(variant => new SeenChange(variant.Key, variant.LastDecision!))
            .Where(change => !_changes.Contains(change))
            .ToArray();
        if (news.Length > 0)
        {
            var all = _changes.Concat(news).OrderByDescending(change => change.Decision.Time).Take(MaxChanges).ToArray();
            _changes.Clear();
            _changes.AddRange(all);
        }
    }
}
