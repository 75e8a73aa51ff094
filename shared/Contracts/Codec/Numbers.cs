using MessagePack;

namespace Wva.Contracts.Codec;

/// <summary>Writes a number in its shortest exact form: integer, else single, else double.</summary>
internal static class Numbers
{
    // Beyond 2^53 a double has gaps between integers.
    private const double IntegerBound = 9007199254740992;

    public static void Write(ref MessagePackWriter writer, double number, string what)
    {
        if (!double.IsFinite(number))
        {
            throw new WireException($"{what}: {number} cannot be sent; an unknown number is absent");
        }

        WriteBound(ref writer, number);
    }

    /// <summary>The same for a bound of a histogram, which may be infinite.</summary>
    public static void WriteBound(ref MessagePackWriter writer, double number)
    {
        if (Math.Abs(number) < IntegerBound && Math.Truncate(number).Equals(number))
        {
            writer.Write((long)number);
        }
        else if (((double)(float)number).Equals(number))
        {
            writer.Write((float)number);
        }
        else
        {
            writer.Write(number);
        }
    }

    /// <summary>A duration of the agent's own, seconds here and whole milliseconds on the wire; nil where unknown.</summary>
    public static void WriteSeconds(ref MessagePackWriter writer, double? seconds, string what) =>
        WriteOptional(ref writer, seconds is { } known ? Math.Round(known * 1000) : null, what);

    public static void WriteOptional(ref MessagePackWriter writer, double? number, string what)
    {
        if (number is { } known)
        {
            Write(ref writer, known, what);
        }
        else
        {
            writer.WriteNil();
        }
    }
}
