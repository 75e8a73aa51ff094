using Wva.Scaling.Inputs;

namespace Wva.Scaling.Analysis.Saturation;

/// <summary>
/// Counts the tokens of a variant's serving pods; ranks of one pod are one pod (W10). Demand has two readings, as in <see cref="RowLoad"/>: what
/// it is at least, for growth, and at most, for scaling in. A stale rank asks for no more than itself, and offers no room.
/// <code>
///                    growth                              scaling in
/// fresh, known       its demand                          its demand
/// fresh, unknown     what is known of it                 max(that, its capacity)
/// stale              min(its last, capacity x scaleUp)   max(its last, its capacity)
/// </code>
/// </summary>
internal ref struct TokenCounter(TokenVariant variant, ScalingPolicy policy, UseThresholds thresholds)
{
    private readonly double _fullShare = thresholds.ScaleUp > 0 ? Math.Min(thresholds.ScaleUp, 1) : 1;
    private double _least, _most, _freshDemand, _freshCapacity, _givenUpCapacity, _givenUpShown, _fullRequests;
    private int _pods, _complete, _fullRanks;

    public static TokenTally Count(TokenVariant variant, ScalingPolicy policy, UseThresholds thresholds)
    {
        var rows = variant.Standing.Rows.AsSpan();
        var counter = new TokenCounter(variant, policy, thresholds);
        var capacities = new (double Tokens, string Source)[rows.Length];
        for (var i = 0; i < rows.Length;)
        {
            var end = i + 1;
            while (end < rows.Length && ReplicaOrder.IsOnePod(rows[end], rows[i]))
            {
                end++;
            }

            if (PodCounter.StateOf(rows[i..end]) is ReplicaState.Serving)
            {
                capacities[counter._pods] = counter.Add(rows[i..end]);
                counter._pods++;
            }

            i = end;
        }

        return counter.ToTally(capacities.AsSpan(0, counter._pods));
    }

    private (double Tokens, string Source) Add(ReadOnlySpan<ReplicaSnapshot> ranks)
    {
        double capacity = 0, known = 0, least = 0, most = 0, shown = 0;
        bool isFresh = true, isComplete = true, isGivenUp = false;
        var source = CapacitySources.None;
        foreach (var row in ranks)
        {
            var rank = RankTokens.Of(row, variant, policy);
            capacity += rank.Effective;
            source = rank.Effective > 0 ? rank.Source : source;
            known += rank.Known;
            least += Least(row, rank);
            most += Most(row, rank);
            shown += row.Stale ? 0 : rank.Known;
            isFresh &= !row.Stale && rank.IsKnown;
            isComplete &= !row.Stale && rank.IsComplete;
            isGivenUp |= row.SilentSeconds > PodCounter.SilenceLimitSeconds;
            _fullRequests += rank.FullRequests;
            _fullRanks += rank.FullRequests > 0 ? 1 : 0;
        }

        if (isGivenUp)
        {
            _givenUpCapacity += capacity;
            _givenUpShown += shown;
            return (capacity, source);
        }

        _complete += isComplete ? 1 : 0;
        _least += least;
        _most += most;
        _freshDemand += isFresh ? known : 0;
        _freshCapacity += isFresh ? capacity : 0;
        return (capacity, source);
    }

    /// <summary>Where the capacity is unknown, demand is no reason to grow: nobody can tell whether it is much.</summary>
    private readonly double Least(ReplicaSnapshot row, RankTokens rank)
        => rank.Effective <= 0 ? 0 : row.Stale ? Math.Min(rank.Known, rank.Effective * _fullShare) : rank.Known;

    private static double Most(ReplicaSnapshot row, RankTokens rank)
        => row.Stale || !rank.IsKnown ? Math.Max(rank.Known, rank.Effective) : rank.Known;

    private readonly TokenTally ToTally(Span<(double Tokens, string Source)> capacities)
    {
        capacities.Sort((x, y) => x.Tokens != y.Tokens ? x.Tokens.CompareTo(y.Tokens) : string.CompareOrdinal(x.Source, y.Source));
        return new TokenTally
        {
            Least = _least,
            Most = _most,
            FreshDemand = _freshDemand,
            FreshCapacity = _freshCapacity,
            GivenUpCapacity = _givenUpCapacity,
            GivenUpShown = _givenUpShown,
            PerPod = Median(capacities),
            Source = capacities.IsEmpty ? CapacitySources.None : capacities[(capacities.Length - 1) / 2].Source,
            Pods = _pods,
            Complete = _complete,
            FullRequests = _fullRanks > 0 ? _fullRequests / _fullRanks : 0,
        };
    }

    /// <summary>Of an even count the mean of the two in the middle, truncated.</summary>
    private static double Median(ReadOnlySpan<(double Tokens, string Source)> sorted)
        => sorted.IsEmpty ? 0
        : sorted.Length % 2 == 1 ? sorted[sorted.Length / 2].Tokens
        : Math.Truncate((sorted[(sorted.Length / 2) - 1].Tokens + sorted[sorted.Length / 2].Tokens) / 2);
}
