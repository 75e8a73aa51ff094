namespace Wva.Contracts;

/// <summary>One data-parallel rank of an engine: every field of <see cref="RowField"/> with its state. Mutable and reused; no allocation once sized.</summary>
public sealed class SampleRow
{
    private readonly FieldState[] _states = new FieldState[RowFields.Count];
    private readonly double[] _scalars = new double[RowFields.ScalarCount];
    private readonly Histogram[] _histograms = [new(), new(), new(), new(), new()];

    /// <summary>The engine's label of this rank; "0" where the page has none.</summary>
    public string Rank { get; set; } = "0";

    /// <summary>What is known of the field.</summary>
    public FieldState State(RowField field) => _states[(int)field];

    /// <summary>The number of a gauge or counter; meaningless where it is absent.</summary>
    public double Scalar(RowField field) => _scalars[(int)field];

    /// <summary>The number of a gauge or counter, null where absent; a stale one stands.</summary>
    public double? Known(RowField field) => State(field) == FieldState.Absent ? null : Scalar(field);

    /// <summary>The histogram of a field; meaningless where it is absent. Its owner is this row.</summary>
    public Histogram Histogram(RowField field) => _histograms[(int)field - RowFields.ScalarCount];

    /// <summary>Sets a gauge or counter, read just now.</summary>
    public void Set(RowField field, double value)
    {
        _scalars[(int)field] = value;
        _states[(int)field] = FieldState.Value;
    }

    /// <summary>Sets the state of a field and leaves its number as it is.</summary>
    public void SetState(RowField field, FieldState state) => _states[(int)field] = state;

    /// <summary>Makes every known field stale: the page could not be read.</summary>
    public void MarkStale()
    {
        foreach (ref var state in _states.AsSpan())
        {
            state = state == FieldState.Absent ? FieldState.Absent : FieldState.Stale;
        }
    }

    /// <summary>Makes every field absent and its numbers zero.</summary>
    public void Clear()
    {
        Array.Clear(_states);
        Array.Clear(_scalars);
        foreach (var histogram in _histograms)
        {
            histogram.Sum = 0;
            histogram.Count = 0;
            histogram.Resize(0);
        }
    }

    /// <summary>Copies rank, states and numbers.</summary>
    public void CopyFrom(SampleRow other)
    {
        Rank = other.Rank;
        other._states.CopyTo(_states, 0);
        other._scalars.CopyTo(_scalars, 0);
        for (var i = 0; i < _histograms.Length; i++)
        {
            _histograms[i].CopyFrom(other._histograms[i]);
        }
    }

    /// <summary>True where the field has the same state and, unless absent, the same number.</summary>
    public bool SameAs(SampleRow other, RowField field)
    {
        if (State(field) != other.State(field))
        {
            return false;
        }

        return State(field) == FieldState.Absent
            || (RowFields.IsHistogram(field)
                ? Histogram(field).SameAs(other.Histogram(field))
                : Scalar(field).Equals(other.Scalar(field)));
    }
}
