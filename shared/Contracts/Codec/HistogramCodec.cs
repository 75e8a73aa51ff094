using System.Diagnostics;
using MessagePack;

namespace Wva.Contracts.Codec;

/// <summary>
/// One histogram with its state. Changes are <c>[sum, count, i, n, …]</c>, each pair a bucket that changed; the whole is <c>[sum, count, buckets, i, n, …]</c>, the buckets
/// that are not named being 0: the length tells which (even, odd). Stale is <c>false</c> or one of the two in an array of its own; nil is absent.
/// </summary>
internal static class HistogramCodec
{
    /// <summary>Writes a field against what the other end has of it; null where it has nothing.</summary>
    public static void Write(ref MessagePackWriter writer, FieldState state, Histogram histogram, Histogram? sent, string what)
    {
        switch (state)
        {
            case FieldState.Absent:
                writer.WriteNil();
                break;
            case FieldState.Stale when sent is not null && histogram.SameAs(sent):
                writer.Write(value: false);
                break;
            case FieldState.Stale:
                writer.WriteArrayHeader(1);
                WriteNumbers(ref writer, histogram, sent, what);
                break;
            default:
                WriteNumbers(ref writer, histogram, sent, what);
                break;
        }
    }

    /// <summary>Reads a field over what is known of it.</summary>
    public static FieldState Read(ref WireReader reader, FieldState knownState, Histogram histogram, string what)
    {
        switch (reader.Peek(what))
        {
            case MessagePackType.Nil:
                reader.TryNil(what);
                return FieldState.Absent;
            case MessagePackType.Boolean:
                ScalarCodec.RequireStaleMark(ref reader, knownState, what);
                return FieldState.Stale;
        }

        var length = reader.ArrayHeader(what);
        var stale = length == 1;
        ReadNumbers(ref reader, stale ? reader.ArrayHeader(what) : length, knownState, histogram, what);
        return stale ? FieldState.Stale : FieldState.Value;
    }

    private static void WriteNumbers(ref MessagePackWriter writer, Histogram histogram, Histogram? sent, string what)
    {
        var buckets = histogram.Buckets;
        if (buckets.Length > Wire.MaxBuckets)
        {
            throw new WireException($"{what}: {buckets.Length} buckets where {Wire.MaxBuckets} are the most");
        }

        // Without a common ground the other end begins with buckets of zero.
        var ground = sent is not null && sent.BucketCount == buckets.Length ? sent.Buckets : [];
        var whole = sent is null || sent.BucketCount != buckets.Length;
        writer.WriteArrayHeader(2 + (whole ? 1 : 0) + (2 * CountChanges(buckets, ground)));
        Numbers.Write(ref writer, histogram.Sum, what);
        Numbers.Write(ref writer, histogram.Count, what);
        if (whole)
        {
            writer.Write(buckets.Length);
        }

        for (var i = 0; i < buckets.Length; i++)
        {
            if (!buckets[i].Equals(ground.IsEmpty ? 0 : ground[i]))
            {
                writer.Write(i);
                Numbers.Write(ref writer, buckets[i], what);
            }
        }
    }

    private static int CountChanges(ReadOnlySpan<double> buckets, ReadOnlySpan<double> ground)
    {
        Debug.Assert(ground.IsEmpty || ground.Length == buckets.Length, "ground and buckets are parallel");
        var changes = 0;
        for (var i = 0; i < buckets.Length; i++)
        {
            changes += buckets[i].Equals(ground.IsEmpty ? 0 : ground[i]) ? 0 : 1;
        }

        return changes;
    }

    private static void ReadNumbers(ref WireReader reader, int length, FieldState knownState, Histogram histogram, string what)
    {
        var whole = length % 2 == 1;
        if (length < 2)
        {
            throw reader.Error(what, "no sum and count");
        }

        if (!whole && knownState == FieldState.Absent)
        {
            throw reader.Error(what, "changes of a histogram that was not sent before");
        }

        histogram.Sum = reader.Number(what);
        histogram.Count = reader.Number(what);
        if (whole)
        {
            histogram.Resize(reader.Index(what, Wire.MaxBuckets + 1));
        }

        for (var pairs = (length - 2) / 2; pairs > 0; pairs--)
        {
            var bucket = reader.Index(what, histogram.BucketCount);
            histogram.Buckets[bucket] = reader.Number(what);
        }
    }
}
