using System.Text;
using Wva.Contracts;
using Wva.Telemetry.Exposition;

namespace Wva.Telemetry.Engines;

/// <summary>One use of a wanted series, made ready for bytes.</summary>
/// <param name="Kind">What it is good for.</param>
/// <param name="Preference">Place among the names for the same thing; the lowest that the page shows is taken.</param>
/// <param name="Field">The field that it fills; meaningless for what is not of a row.</param>
/// <param name="Source">The entry of the map; null for what is not of a row.</param>
/// <param name="When">Only series with this label count; null: all.</param>
internal sealed record SeriesUse(SeriesUseKind Kind, int Preference, RowField Field = default, FieldSource? Source = null, LabelCondition? When = null)
{
    private readonly byte[][] _labels = [.. (When?.Labels ?? []).Select(Encoding.UTF8.GetBytes)];
    private readonly byte[] _value = Encoding.UTF8.GetBytes(When?.Value ?? string.Empty);

    /// <summary>Told apart from the other sources of a gauge in parts; 0 where there are none.</summary>
    public ulong Part { get; init; }

    /// <summary>A label that the series must have, for <see cref="SeriesUseKind.Generation"/>; null: none.</summary>
    public byte[]? Mark { get; init; }

    /// <summary>True where the series has the labels that this use asks for.</summary>
    public bool Accepts(SampleLabels labels)
    {
        if (_labels.Length == 0 && Mark is null)
        {
            return true;
        }

        foreach (var label in labels)
        {
            if (Mark is not null && label.Name.SequenceEqual(Mark))
            {
                return true;
            }

            foreach (var name in _labels)
            {
                if (label.Name.SequenceEqual(name))
                {
                    return label.ValueIs(_value);
                }
            }
        }

        return false;
    }

    /// <summary>The series' value as the field's value.</summary>
    public double Translate(double value) =>
        Source?.Level is not { } level || !double.IsFinite(value) ? value : value > 0 ? level.WhenOn : level.WhenOff;
}
