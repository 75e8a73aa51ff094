using System.Numerics;
using MessagePack;

namespace Wva.Contracts.Codec;

/// <summary>One row: <c>[ordinal, mask, fields…]</c> with the fields that changed, or, in a full sample, <c>[rank, mask, fields…]</c> with those that are there.</summary>
internal static class RowCodec
{
    private const ulong KnownFields = (1UL << RowFields.Count) - 1;

    /// <summary>The fields to be written: those that changed since a row was sent, or, where none was, those that are not absent.</summary>
    public static ulong Changed(SampleRow row, SampleRow? sent)
    {
        var mask = 0UL;
        for (var i = 0; i < RowFields.Count; i++)
        {
            var field = (RowField)i;
            var same = sent is null ? row.State(field) == FieldState.Absent : row.SameAs(sent, field);
            mask |= same ? 0 : 1UL << i;
        }

        return mask;
    }

    /// <summary>Writes the mask and its fields, and before them the rank where no row was sent before, else the ordinal.</summary>
    public static void Write(ref MessagePackWriter writer, SampleRow row, SampleRow? sent, int ordinal, ulong mask)
    {
        writer.WriteArrayHeader(2 + BitOperations.PopCount(mask));
        if (sent is null)
        {
            writer.Write(row.Rank);
        }
        else
        {
            writer.Write(ordinal);
        }

        writer.Write(mask);
        for (var rest = mask; rest != 0; rest &= rest - 1)
        {
            WriteField(ref writer, row, sent, (RowField)BitOperations.TrailingZeroCount(rest));
        }
    }

    /// <summary>Reads mask and fields, the rest of an array, into a row.</summary>
    public static void Read(ref WireReader reader, SampleRow row, int left)
    {
        var mask = reader.Mask("row mask") & KnownFields;
        left -= 1 + BitOperations.PopCount(mask);
        if (left < 0)
        {
            throw reader.Error("row", "its mask names more fields than follow");
        }

        for (; mask != 0; mask &= mask - 1)
        {
            ReadField(ref reader, row, (RowField)BitOperations.TrailingZeroCount(mask));
        }

        reader.Skip(left, "unknown field of a row");
    }

    private static void WriteField(ref MessagePackWriter writer, SampleRow row, SampleRow? sent, RowField field)
    {
        var what = RowFields.Name(field);
        var sentState = sent?.State(field) ?? FieldState.Absent;
        if (RowFields.IsHistogram(field))
        {
            var ground = sentState == FieldState.Absent ? null : sent?.Histogram(field);
            HistogramCodec.Write(ref writer, row.State(field), row.Histogram(field), ground, what);
        }
        else
        {
            ScalarCodec.Write(ref writer, row.State(field), row.Scalar(field), sentState, sent?.Scalar(field) ?? 0, what);
        }
    }

    private static void ReadField(ref WireReader reader, SampleRow row, RowField field)
    {
        var what = RowFields.Name(field);
        if (RowFields.IsHistogram(field))
        {
            row.SetState(field, HistogramCodec.Read(ref reader, row.State(field), row.Histogram(field), what));
            return;
        }

        var number = row.Scalar(field);
        var state = ScalarCodec.Read(ref reader, row.State(field), ref number, what);
        row.Set(field, number);
        row.SetState(field, state);
    }
}
