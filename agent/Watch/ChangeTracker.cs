using Wva.Contracts;

namespace Wva.Agent.Watch;

/// <summary>Differences between one good page and the one before. What an engine's restart, a lost counter or a clock that stands makes meaningless is unknown, never negative.</summary>
internal sealed class ChangeTracker
{
    private readonly Sample _before = new();
    private readonly List<Change> _ranks = [];
    private EngineDescription? _engine;
    private TimeSpan? _at;

    /// <summary>One a row of the sample, in its order; empty where the last page was not read.</summary>
    public IReadOnlyList<Change> Ranks => _ranks;

    /// <summary>All ranks together: a sum with an unknown part is unknown.</summary>
    public Change Total { get; private set; }

    /// <summary>Takes a good page.</summary>
    /// <param name="sample">What it says.</param>
    /// <param name="engine">The engine's description.</param>
    /// <param name="restarted">The engine has begun anew since the page before.</param>
    /// <param name="at">When the read ended, by a clock that is never set.</param>
    public void Take(Sample sample, EngineDescription engine, bool restarted, TimeSpan at)
    {
        var seconds = restarted || _at is null ? 0 : (at - _at.Value).TotalSeconds;
        var ttft = new BucketSum(SameBounds(engine.TtftBounds, _engine?.TtftBounds));
        var itl = new BucketSum(SameBounds(engine.ItlBounds, _engine?.ItlBounds));
        _ranks.Clear();
        foreach (var row in sample.Rows)
        {
            var before = seconds > 0 ? _before.Rows.FirstOrDefault(other => other.Rank == row.Rank) : null;
            _ranks.Add(new Change(
                Rate(before, row, RowField.Finished, seconds),
                Rate(before, row, RowField.PromptTokens, seconds),
                Rate(before, row, RowField.GenerationTokens, seconds),
                Rate(before, row, RowField.Preemptions, seconds),
                ttft.Add(before, row, RowField.TtftSeconds),
                itl.Add(before, row, RowField.ItlSeconds)));
        }

        Total = new Change(
            Sum(static change => change.Finished),
            Sum(static change => change.PromptTokens),
            Sum(static change => change.GenerationTokens),
            Sum(static change => change.Preemptions),
            ttft.All,
            itl.All);
        _before.CopyFrom(sample);
        (_engine, _at) = (engine, at);
    }

    /// <summary>The page could not be read: nothing is known of this interval. The next good page is compared with the last one.</summary>
    public void Miss()
    {
        _ranks.Clear();
        Total = default;
    }

    private static ReadOnlyMemory<double> SameBounds(System.Collections.Immutable.ImmutableArray<double> now, System.Collections.Immutable.ImmutableArray<double>? before) =>
        before is { } known && now.AsSpan().SequenceEqual(known.AsSpan()) ? now.AsMemory() : default;

    private static double? Rate(SampleRow? before, SampleRow now, RowField field, double seconds)
    {
        var change = now.Known(field) - before?.Known(field);
        return change >= 0 ? change / seconds : null;
    }

    private double? Sum(Func<Change, double?> of)
    {
        double? sum = _ranks.Count == 0 ? null : 0;
        foreach (var change in _ranks)
        {
            sum += of(change);
        }

        return sum;
    }
}
