namespace Wva.Telemetry.Exposition;

/// <summary>Walks over the labels between a pair of braces. The reader has found them well formed before.</summary>
public ref struct LabelEnumerator
{
    private readonly ReadOnlySpan<byte> _labels;
    private int _at;
    private LabelPart _part;

    internal LabelEnumerator(ReadOnlySpan<byte> labels) => _labels = labels;

    /// <summary>The label under the cursor.</summary>
    public readonly Label Current => new(_labels[_part.NameStart.._part.NameEnd], _labels[_part.ValueStart.._part.ValueEnd]);

    /// <summary>Goes on to the next label.</summary>
    public bool MoveNext()
    {
        while (LabelScanner.TryNext(_labels, ref _at, out _part) == ScanResult.Found)
        {
            if (!_part.IsMetricName)
            {
                return true;
            }
        }

        return false;
    }
}
