using System.Numerics;
using MessagePack;

namespace Wva.Contracts.Codec;

/// <summary>
/// One GPU: <c>[ordinal, mask, fields…]</c> with the fields that changed, or, in a full sample, <c>[uuid, mask, model, attribution, fields…]</c> with those that are there.
/// </summary>
internal static class GpuCodec
{
    private const ulong KnownFields = (1UL << GpuRow.FieldCount) - 1;

    /// <summary>The fields to be written: those that changed since a GPU was sent, or, where none was, those that are not absent.</summary>
    public static ulong Changed(GpuRow gpu, GpuRow? sent)
    {
        var mask = 0UL;
        for (var i = 0; i < GpuRow.FieldCount; i++)
        {
            mask |= Same(gpu, sent, (GpuField)i) ? 0 : 1UL << i;
        }

        return mask;
    }

    /// <summary>True where a field other than the age of the values has changed: an age grows by itself, which is no news.</summary>
    public static bool HasNews(GpuRow gpu, GpuRow sent)
    {
        var changed = Changed(gpu, sent);
        var onlyOlder = gpu.State(GpuField.AgeSeconds) == sent.State(GpuField.AgeSeconds);
        return (onlyOlder ? changed & ~(1UL << (int)GpuField.AgeSeconds) : changed) != 0;
    }

    /// <summary>Writes the mask and its fields, and before them uuid, model and attribution where no GPU was sent before, else the ordinal.</summary>
    public static void Write(ref MessagePackWriter writer, GpuRow gpu, GpuRow? sent, int ordinal, ulong mask)
    {
        var fields = BitOperations.PopCount(mask);
        if (sent is null)
        {
            writer.WriteArrayHeader(4 + fields);
            writer.Write(gpu.Uuid);
            writer.Write(mask);
            writer.Write(gpu.Model);
            writer.Write(gpu.Attribution);
        }
        else
        {
            writer.WriteArrayHeader(2 + fields);
            writer.Write(ordinal);
            writer.Write(mask);
        }

        for (var rest = mask; rest != 0; rest &= rest - 1)
        {
            var field = (GpuField)BitOperations.TrailingZeroCount(rest);
            var sentState = sent?.State(field) ?? FieldState.Absent;
            ScalarCodec.Write(ref writer, gpu.State(field), gpu.Value(field), sentState, sent?.Value(field) ?? 0, GpuFields.Name(field));
        }
    }

    /// <summary>Reads what follows uuid or ordinal, the rest of an array, into a GPU.</summary>
    public static void Read(ref WireReader reader, GpuRow gpu, bool full, int left)
    {
        var mask = reader.Mask("gpu mask") & KnownFields;
        left -= 1 + (full ? 2 : 0) + BitOperations.PopCount(mask);
        if (left < 0)
        {
            throw reader.Error("gpu", "its mask names more fields than follow");
        }

        if (full)
        {
            gpu.Model = reader.TryNil("model") ? null : reader.Text("model", gpu.Model);
            gpu.Attribution = reader.TryNil("attribution") ? null : reader.Text("attribution", gpu.Attribution);
        }

        for (; mask != 0; mask &= mask - 1)
        {
            var field = (GpuField)BitOperations.TrailingZeroCount(mask);
            var number = gpu.Value(field);
            var state = ScalarCodec.Read(ref reader, gpu.State(field), ref number, GpuFields.Name(field));
            gpu.Set(field, number);
            gpu.SetState(field, state);
        }

        reader.Skip(left, "unknown field of a gpu");
    }

    private static bool Same(GpuRow gpu, GpuRow? sent, GpuField field)
    {
        var state = gpu.State(field);
        return state == FieldState.Absent
            ? sent is null || sent.State(field) == FieldState.Absent
            : sent is not null && sent.State(field) == state && gpu.Value(field).Equals(sent.Value(field));
    }
}
