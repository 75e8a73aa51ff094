using System.Text;
using Wva.Telemetry.Engines;
using Wva.Telemetry.Exposition;

namespace Wva.Telemetry.Sampling;

/// <summary>What the labels of one series say, gathered in one walk.</summary>
internal readonly ref struct SeriesLabels
{
    private const ulong FnvOffset = 14695981039346656037;
    private const ulong FnvPrime = 1099511628211;

    /// <summary>Walks over the labels.</summary>
    public SeriesLabels(SampleLabels labels, SeriesTable table)
    {
        foreach (var label in labels)
        {
            if (label.Name.SequenceEqual("le"u8))
            {
                Bound = label.RawValue;
                continue;
            }

            if (label.Name.SequenceEqual(table.RankLabel))
            {
                Rank = label.RawValue;
                HasRank = !label.RawValue.IsEmpty;
            }
            else if (label.Name.SequenceEqual(table.ModelLabel))
            {
                Model = label.RawValue;
            }

            unchecked
            {
                // A sum, so that the order of labels does not matter.
                Identity += Hash(label.RawValue, Hash(label.Name, FnvOffset) * FnvPrime);
            }
        }
    }

    /// <summary>The series belongs to a rank.</summary>
    public bool HasRank { get; }

    /// <summary>Its rank, raw.</summary>
    public ReadOnlySpan<byte> Rank { get; }

    /// <summary>The model's name, raw; empty where there is none.</summary>
    public ReadOnlySpan<byte> Model { get; }

    /// <summary>Upper bound of a bucket, raw; empty where there is none.</summary>
    public ReadOnlySpan<byte> Bound { get; }

    /// <summary>The same for the same labels (without <c>le</c>) in any order.</summary>
    public ulong Identity { get; }

    /// <summary>The text of a raw label value.</summary>
    public static string Text(ReadOnlySpan<byte> raw)
    {
        var unescaped = new byte[raw.Length];
        var length = new Label(default, raw).Unescape(unescaped);
        return Encoding.UTF8.GetString(unescaped, 0, length);
    }

    private static ulong Hash(ReadOnlySpan<byte> bytes, ulong hash)
    {
        unchecked
        {
            foreach (var b in bytes)
            {
                hash = (hash ^ b) * FnvPrime;
            }
        }

        return hash;
    }
}
