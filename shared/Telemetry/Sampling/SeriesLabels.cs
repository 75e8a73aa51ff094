using System.Buffers.Binary;
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
        var instance = table.InstanceLabels.Length;
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
            else if (Place(label.Name, table.InstanceLabels) is var place && place < instance)
            {
                Instance = label.RawValue;
                instance = place;
            }
            else if (IsOneOf(label.Name, table.ModelLabels))
            {
                Model = label.RawValue;
            }
            else if (IsOneOf(label.Name, table.ReplicaLabels))
            {
                continue;
            }

            IsPart |= label.Name.SequenceEqual(table.PartLabel) && !label.RawValue.IsEmpty;

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

    /// <summary>Which of several engines it is of, raw; empty where there is one.</summary>
    public ReadOnlySpan<byte> Instance { get; }

    /// <summary>The model's name, raw; empty where there is none.</summary>
    public ReadOnlySpan<byte> Model { get; }

    /// <summary>Upper bound of a bucket, raw; empty where there is none.</summary>
    public ReadOnlySpan<byte> Bound { get; }

    /// <summary>The same for the same labels in any order; <c>le</c> and the labels of replicas do not count.</summary>
    public ulong Identity { get; }

    /// <summary>The series is a part of a total that stands beside it.</summary>
    public bool IsPart { get; }

    /// <summary>The text of a raw label value.</summary>
    public static string Text(ReadOnlySpan<byte> raw) => Encoding.UTF8.GetString(Unescaped(raw));

    /// <summary>The bytes that a raw label value stands for.</summary>
    public static ReadOnlySpan<byte> Unescaped(ReadOnlySpan<byte> raw)
    {
        var unescaped = new byte[raw.Length];
        return unescaped.AsSpan(0, new Label(default, raw).Unescape(unescaped));
    }

    private static bool IsOneOf(ReadOnlySpan<byte> name, byte[][] names) => Place(name, names) < names.Length;

    private static int Place(ReadOnlySpan<byte> name, byte[][] names)
    {
        var place = 0;
        while (place < names.Length && !name.SequenceEqual(names[place]))
        {
            place++;
        }

        return place;
    }

    // A product alone never carries its high bits down, where the next word would meet them.
    private static ulong Mix(ulong word)
    {
        unchecked
        {
            word *= 0x9E3779B97F4A7C15;
            return word ^ (word >> 32);
        }
    }

    private static ulong Hash(ReadOnlySpan<byte> bytes, ulong hash)
    {
        unchecked
        {
            while (bytes.Length >= sizeof(ulong))
            {
                hash = Mix(hash ^ BinaryPrimitives.ReadUInt64LittleEndian(bytes));
                bytes = bytes[sizeof(ulong)..];
            }

            foreach (var b in bytes)
            {
                hash = (hash ^ b) * FnvPrime;
            }
        }

        return hash;
    }
}
