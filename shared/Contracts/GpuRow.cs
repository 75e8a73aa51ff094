namespace Wva.Contracts;

/// <summary>One GPU of the pod, as the node's exporter shows it. Mutable and reused.</summary>
public sealed class GpuRow
{
    /// <summary>Number of fields in <see cref="GpuField"/>.</summary>
    public const int FieldCount = 9;

    private readonly FieldState[] _states = new FieldState[FieldCount];
    private readonly double[] _values = new double[FieldCount];

    /// <summary>The GPU's UUID (with the instance id where it is a MIG slice).</summary>
    public string Uuid { get; set; } = "";

    /// <summary>Product name; null where unknown.</summary>
    public string? Model { get; set; }

    /// <summary>How it is known that this GPU is the pod's: <c>pod</c>, <c>uuid</c> or <c>node</c>; null where unknown.</summary>
    public string? Attribution { get; set; }

    /// <summary>What is known of the field.</summary>
    public FieldState State(GpuField field) => _states[(int)field];

    /// <summary>The number; meaningless where the field is absent.</summary>
    public double Value(GpuField field) => _values[(int)field];

    /// <summary>Sets a number, read just now.</summary>
    public void Set(GpuField field, double value)
    {
        _values[(int)field] = value;
        _states[(int)field] = FieldState.Value;
    }

    /// <summary>Sets the state of a field and leaves its number as it is.</summary>
    public void SetState(GpuField field, FieldState state) => _states[(int)field] = state;

    /// <summary>Makes every known field stale; their age is not: whoever holds the row counts that.</summary>
    public void MarkStale()
    {
        for (var i = 0; i < FieldCount; i++)
        {
            _states[i] = _states[i] == FieldState.Absent || i == (int)GpuField.AgeSeconds ? _states[i] : FieldState.Stale;
        }
    }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        Uuid = "";
        Model = null;
        Attribution = null;
        Array.Clear(_states);
        Array.Clear(_values);
    }

    /// <summary>Copies everything.</summary>
    public void CopyFrom(GpuRow other)
    {
        Uuid = other.Uuid;
        Model = other.Model;
        Attribution = other.Attribution;
        other._states.CopyTo(_states, 0);
        other._values.CopyTo(_values, 0);
    }
}
