using MessagePack;
using Wva.Contracts.Codec;

namespace Wva.Contracts;

/// <summary>Messages from aggregator to agent. A writer replaces the frame's content; a reader throws <see cref="WireException"/> on anything malformed.</summary>
public static class AggregatorMessages
{
    /// <summary>The kind of a message; a number that is not in the enumeration is a later protocol's, and the message is to be skipped.</summary>
    /// <exception cref="WireException">The frame is no message.</exception>
    public static AggregatorMessageKind ReadKind(ReadOnlyMemory<byte> frame) => (AggregatorMessageKind)MessageReader.Kind(frame);

    /// <summary>Writes <c>Accepted</c>, which has no fields.</summary>
    public static void WriteAccepted(Frame frame)
    {
        frame.Clear();
        var writer = new MessagePackWriter(frame);
        writer.WriteArrayHeader(1);
        writer.Write((int)AggregatorMessageKind.Accepted);
        writer.Flush();
    }

    /// <summary>Writes a <see cref="Retune"/>; periods travel in whole milliseconds, null leaves the agent's own rule for a busy engine.</summary>
    public static void WriteRetune(Frame frame, TimeSpan samplePeriod, TimeSpan? fastPeriod)
    {
        frame.Clear();
        var writer = new MessagePackWriter(frame);
        writer.WriteArrayHeader(3);
        writer.Write((int)AggregatorMessageKind.Retune);
        writer.Write((long)samplePeriod.TotalMilliseconds);
        Numbers.WriteOptional(ref writer, fastPeriod is { } fast ? Math.Truncate(fast.TotalMilliseconds) : null, "fastPeriodMilliseconds");
        writer.Flush();
    }

    /// <summary>Reads a <see cref="Retune"/>.</summary>
    /// <exception cref="WireException">It is malformed, or names no period.</exception>
    public static Retune ReadRetune(ReadOnlyMemory<byte> frame)
    {
        var reader = MessageReader.Open(frame, (int)AggregatorMessageKind.Retune, nameof(Retune));
        var samplePeriod = reader.Milliseconds("samplePeriodMilliseconds")
            ?? throw reader.Values.Error("samplePeriodMilliseconds", "missing; a Retune needs it");
        var retune = new Retune(samplePeriod, reader.Milliseconds("fastPeriodMilliseconds"));
        reader.Close();
        return retune;
    }

    /// <summary>Writes a <see cref="Refused"/>; the wait travels in whole milliseconds.</summary>
    /// <exception cref="WireException">The detail is too long.</exception>
    public static void WriteRefused(Frame frame, RefusalReason reason, string detail, TimeSpan retryAfter)
    {
        frame.Clear();
        var writer = new MessagePackWriter(frame);
        writer.WriteArrayHeader(4);
        writer.Write((int)AggregatorMessageKind.Refused);
        writer.Write((int)reason);
        writer.Write(detail);
        writer.Write((long)retryAfter.TotalMilliseconds);
        writer.Flush();
        frame.RequireMessageLength(nameof(Refused));
    }

    /// <summary>Reads a <see cref="Refused"/>; a reason that this version does not know is <see cref="RefusalReason.Unspecified"/>, a missing wait none.</summary>
    /// <exception cref="WireException">It is malformed.</exception>
    public static Refused ReadRefused(ReadOnlyMemory<byte> frame)
    {
        var reader = MessageReader.Open(frame, (int)AggregatorMessageKind.Refused, nameof(Refused));
        var code = reader.Integer("reason") ?? 0;
        var reason = code is >= (int)RefusalReason.Protocol and <= (int)RefusalReason.Overloaded ? (RefusalReason)code : RefusalReason.Unspecified;
        var refused = new Refused(reason, reader.Text("detail") ?? "", reader.Milliseconds("retryAfterMilliseconds") ?? TimeSpan.Zero);
        reader.Close();
        return refused;
    }
}
