namespace Wva.Telemetry.Exposition;

/// <summary>The labels of a sample that was read, in the order of the page; for <c>foreach</c>.</summary>
public readonly ref struct SampleLabels
{
    private readonly ReadOnlySpan<byte> _closed;

    /// <param name="closed">From behind the opening brace to the closing one, which the scanner needs to see.</param>
    internal SampleLabels(ReadOnlySpan<byte> closed) => _closed = closed;

    /// <summary>What stands between the braces; empty where there are none.</summary>
    public ReadOnlySpan<byte> Raw => _closed.IsEmpty ? _closed : _closed[..^1];

    /// <summary>Walks over the labels.</summary>
    public LabelEnumerator GetEnumerator() => new(_closed);
}
