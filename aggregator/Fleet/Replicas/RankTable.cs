using Wva.Contracts;

namespace Wva.Fleet.Replicas;

/// <summary>The ranks of one replica, in the order of their numbers. There are few, so they are searched one by one.</summary>
internal sealed class RankTable
{
    private readonly List<RankRow> _rows = [];

    public IReadOnlyList<RankRow> Rows => _rows;

    public RankRow Of(string rank)
    {
        foreach (var row in _rows)
        {
            if (row.Rank == rank)
            {
                return row;
            }
        }

        if (_rows.Count == Wire.MaxRows)
        {
            _rows.Remove(LongestUnusable()); // no engine has so many: names that change from page to page must not fill the memory
        }

        var added = new RankRow(rank);
        _rows.Add(added);
        _rows.Sort(RankOrder.Instance);
        return added;
    }

    /// <summary>True where a counter of some rank is less than it was.</summary>
    public bool WentBack(Sample sample)
    {
        foreach (var row in _rows)
        {
            if (Find(sample, row.Rank) is { } read && row.WentBack(read))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The engine has restarted: all ranks count from zero, and those that the new engine does not have are gone.</summary>
    public void Restart(Sample sample)
    {
        DropMissing(sample);
        foreach (var row in _rows)
        {
            row.Restart();
        }
    }

    /// <summary>A rank that is not in a sample is unknown, not gone: it keeps its numbers and is stale.</summary>
    public void MarkMissing(Sample sample, DateTimeOffset now)
    {
        foreach (var row in _rows)
        {
            row.IsStale |= Find(sample, row.Rank) is null;
            if (sample.Error is null)
            {
                row.NoteUse(now);
            }
        }
    }

    /// <summary>The engine is another one: ranks that it does not have are gone.</summary>
    public void DropMissing(Sample sample)
    {
        for (var i = _rows.Count - 1; i >= 0; i--)
        {
            if (Find(sample, _rows[i].Rank) is null)
            {
                _rows.RemoveAt(i);
            }
        }
    }

    /// <summary>The page was read again, and what was on it had not changed.</summary>
    public void Confirm(DateTimeOffset at)
    {
        foreach (var row in _rows)
        {
            if (!row.IsStale)
            {
                row.Confirm(at);
            }
        }
    }

    private RankRow LongestUnusable()
    {
        var longest = _rows[0];
        foreach (var row in _rows)
        {
            longest = (row.UnusableSince ?? DateTimeOffset.MaxValue) < (longest.UnusableSince ?? DateTimeOffset.MaxValue) ? row : longest;
        }

        return longest;
    }

    private static SampleRow? Find(Sample sample, string rank)
    {
        for (var i = 0; i < sample.Rows.Count; i++)
        {
            if (sample.Rows[i].Rank == rank)
            {
                return sample.Rows[i];
            }
        }

        return null;
    }
}
