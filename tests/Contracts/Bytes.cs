using System.Buffers;
using MessagePack;

namespace Wva.Contracts.Tests;

/// <summary>Frames and bytes as tests write them down.</summary>
internal static class Bytes
{
    public static byte[] Of(Action<Frame> write)
    {
        var frame = new Frame();
        write(frame);
        return frame.Memory.ToArray();
    }

    public static byte[] OfSample(Sample sample, SampleEncoder? encoder = null, bool full = false) =>
        Of(frame => (encoder ?? new SampleEncoder()).Write(frame, sample, full));

    public static byte[] Hex(string hex) => Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));

    public static string Hex(ReadOnlyMemory<byte> bytes) => string.Join(' ', bytes.ToArray().Select(b => Convert.ToHexStringLower([b])));

    /// <summary>A MessagePack array of values: null, bool, integer, double, string, or an array of those.</summary>
    public static byte[] Message(params object?[] values)
    {
        var buffer = new ArrayBufferWriter<byte>();
        var writer = new MessagePackWriter(buffer);
        Write(ref writer, values);
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    private static void Write(ref MessagePackWriter writer, object? value)
    {
        switch (value)
        {
            case null:
                writer.WriteNil();
                break;
            case bool truth:
                writer.Write(truth);
                break;
            case int or long:
                writer.Write(Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture));
                break;
            case double number:
                writer.Write(number);
                break;
            case string text:
                writer.Write(text);
                break;
            case object?[] values:
                writer.WriteArrayHeader(values.Length);
                foreach (var inner in values)
                {
                    Write(ref writer, inner);
                }

                break;
            default:
                throw new ArgumentException($"{value.GetType()} has no form here", nameof(value));
        }
    }
}
