namespace Wva.Local.Measure;

/// <summary>
/// Times the decisions to scale out, by the longest reading that is true. Pure: time is an argument, and does not run back.
/// For each number of replicas a clock starts when more than it is asked for and no more than it is published, and stops when a higher value is seen. So a value that answers a part of what is asked leaves
/// the clock of the rest running, and what was asked before a value was published, or before it fell, counts from when it was asked.
/// A dip starts no clock again: what is asked for is withdrawn only where it stays away for longer than <see cref="LongestLook"/>, since a shorter dip may be seen by no agent at all.
/// Withdrawn within the <see cref="Budget"/>, no decision was due and there is no time; withdrawn after it, or unanswered at the end, a decision was due and is missed.
/// </summary>
/// <param name="most">The most replicas that can be published; more is not asked for.</param>
internal sealed class DecisionClock(int most)
{
    /// <summary>By when a decision is due.</summary>
    public static readonly TimeSpan Budget = TimeSpan.FromSeconds(2);

    /// <summary>The longest time between two looks of an agent at its engine.</summary>
    public static readonly TimeSpan LongestLook = TimeSpan.FromSeconds(1);

    // By the number of replicas that is too few: since when, and, where it is no longer asked for, since when it is not.
    private readonly TimeSpan?[] _since = new TimeSpan?[most];
    private readonly TimeSpan?[] _away = new TimeSpan?[most];
    private readonly List<TimeSpan> _times = [];
    private int _demand;
    private int? _published;
    private int _missed;
    private bool _overdue;

    /// <summary>Times of the decisions, in their order.</summary>
    public IReadOnlyList<TimeSpan> Times => _times;

    /// <summary>Another number of replicas is asked for.</summary>
    public void Ask(int replicas, TimeSpan at)
    {
        Withdraw(at);
        _demand = replicas;
        Compare(at);
    }

    /// <summary>A value is seen.</summary>
    /// <returns>How long the decision took; null where the value is the first or did not rise, or nobody asked for it.</returns>
    public TimeSpan? See(int replicas, TimeSpan at)
    {
        Withdraw(at);
        var isRise = replicas > _published;
        _published = replicas;
        var asked = Answer(replicas);
        Compare(at);
        if (!isRise || asked is not { } since)
        {
            return null;
        }

        _overdue = false; // it is late, and its time says so
        _times.Add(at - since);
        return at - since;
    }

    /// <summary>Decisions that were due by then and never came.</summary>
    public int MissedBy(TimeSpan at)
    {
        Withdraw(at);
        return _missed + (_overdue || Enumerable.Range(0, most).Any(level => IsOverdue(level, at)) ? 1 : 0);
    }

    private bool IsOverdue(int level, TimeSpan at) => (_away[level] ?? at) - _since[level] > Budget;

    // Stops the clocks of what is no longer too few; the one that ran longest tells the time.
    private TimeSpan? Answer(int replicas)
    {
        TimeSpan? longest = null;
        for (var level = Math.Min(replicas, most) - 1; level >= 0; level--)
        {
            longest = _since[level] is { } since && !(since >= longest) ? since : longest;
            _since[level] = _away[level] = null;
        }

        return longest;
    }

    private void Compare(TimeSpan at)
    {
        for (var level = _published ?? 0; level < most; level++)
        {
            if (_demand > level)
            {
                _since[level] ??= at;
                _away[level] = null;
            }
            else if (_since[level] is not null)
            {
                _away[level] ??= at;
            }
        }
    }

    private void Withdraw(TimeSpan at)
    {
        for (var level = 0; level < most; level++)
        {
            if (at - _away[level] > LongestLook)
            {
                _overdue |= IsOverdue(level, at);
                _since[level] = _away[level] = null;
            }
        }

        if (_overdue && _since.All(static since => since is null))
        {
            (_missed, _overdue) = (_missed + 1, false);
        }
    }
}
