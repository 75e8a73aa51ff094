using MessagePack;

namespace Wva.Contracts.Codec;

/// <summary>
/// One number with its state: nil is absent, a number is fresh, <c>false</c> is stale with the number last sent, <c>[number]</c> is stale with another one.
/// A field that has not changed is not written at all.
/// </summary>
internal static class ScalarCodec
{
    /// <summary>Writes a field against what the other end has of it.</summary>
    public static void Write(ref MessagePackWriter writer, FieldState state, double number, FieldState sentState, double sentNumber, string what)
    {
        switch (state)
        {
            case FieldState.Absent:
                writer.WriteNil();
                break;
            case FieldState.Stale when sentState != FieldState.Absent && number.Equals(sentNumber):
                writer.Write(value: false);
                break;
            case FieldState.Stale:
                writer.WriteArrayHeader(1);
                Numbers.Write(ref writer, number, what);
                break;
            default:
                Numbers.Write(ref writer, number, what);
                break;
        }
    }

    /// <summary>Reads a field over what is known of it.</summary>
    public static FieldState Read(ref WireReader reader, FieldState knownState, ref double number, string what)
    {
        switch (reader.Peek(what))
        {
            case MessagePackType.Nil:
                reader.TryNil(what);
                return FieldState.Absent;
            case MessagePackType.Boolean:
                RequireStaleMark(ref reader, knownState, what);
                return FieldState.Stale;
            case MessagePackType.Array:
                RequireLength(ref reader, 1, what);
                number = reader.Number(what);
                return FieldState.Stale;
            default:
                number = reader.Number(what);
                return FieldState.Value;
        }
    }

    /// <summary>Takes the <c>false</c> that makes a known field stale.</summary>
    public static void RequireStaleMark(ref WireReader reader, FieldState knownState, string what)
    {
        if (reader.Boolean(what))
        {
            throw reader.Error(what, "true, which has no meaning here");
        }

        if (knownState == FieldState.Absent)
        {
            throw reader.Error(what, "stale without a number, and none was sent before");
        }
    }

    private static void RequireLength(ref WireReader reader, int length, string what)
    {
        var found = reader.ArrayHeader(what);
        if (found != length)
        {
            throw reader.Error(what, $"an array of {found} where one of {length} belongs");
        }
    }
}
