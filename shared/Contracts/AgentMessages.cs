using System.Collections.Immutable;
using MessagePack;
using Wva.Contracts.Codec;

namespace Wva.Contracts;

/// <summary>
/// Messages from agent to aggregator, samples apart (<see cref="SampleEncoder"/>, <see cref="SampleDecoder"/>). A writer replaces the frame's content; a reader
/// throws <see cref="WireException"/> on anything malformed.
/// </summary>
public static class AgentMessages
{
    /// <summary>The kind of a message; a number that is not in the enumeration is a later protocol's, and the message is to be skipped.</summary>
    /// <exception cref="WireException">The frame is no message.</exception>
    public static AgentMessageKind ReadKind(ReadOnlyMemory<byte> frame) => (AgentMessageKind)MessageReader.Kind(frame);

    /// <summary>Writes a <see cref="Hello"/>.</summary>
    /// <exception cref="WireException">It is too long.</exception>
    public static void WriteHello(Frame frame, Hello hello)
    {
        frame.Clear();
        var writer = new MessagePackWriter(frame);
        writer.WriteArrayHeader(7);
        writer.Write((int)AgentMessageKind.Hello);
        writer.Write(hello.Protocol);
        writer.Write(hello.PodNamespace);
        writer.Write(hello.PodName);
        writer.Write(hello.PodUid);
        writer.Write(hello.Node);
        writer.Write(hello.AgentVersion);
        writer.Flush();
        frame.RequireMessageLength("Hello");
    }

    /// <summary>
    /// Reads a <see cref="Hello"/>; texts that are missing are empty, a missing protocol is 0. Of another protocol only the number is certain: where what follows it
    /// is not what it is here, all texts are empty.
    /// </summary>
    /// <exception cref="WireException">It is malformed.</exception>
    public static Hello ReadHello(ReadOnlyMemory<byte> frame)
    {
        var reader = MessageReader.Open(frame, (int)AgentMessageKind.Hello, nameof(Hello));
        var protocol = reader.Next("protocol") ? reader.Values.Index("protocol", int.MaxValue) : 0;
        try
        {
            var hello = new Hello(
                protocol,
                reader.Text("podNamespace") ?? "",
                reader.Text("podName") ?? "",
                reader.Text("podUid") ?? "",
                reader.Text("node") ?? "",
                reader.Text("agentVersion") ?? "");
            reader.Close();
            return hello;
        }
        catch (WireException) when (protocol != Wire.Protocol)
        {
            return new Hello(protocol, "", "", "", "", "");
        }
    }

    /// <summary>Writes an <see cref="EngineDescription"/>; its start travels in whole milliseconds.</summary>
    /// <exception cref="WireException">It is too long, or a number in it is not finite.</exception>
    public static void WriteEngine(Frame frame, EngineDescription engine)
    {
        frame.Clear();
        var writer = new MessagePackWriter(frame);
        writer.WriteArrayHeader(11);
        writer.Write((int)AgentMessageKind.Engine);
        writer.Write(engine.Kind);
        writer.Write(engine.Version);
        WriteTexts(ref writer, engine.Models);
        Numbers.WriteOptional(ref writer, engine.KvCapacityTokens, "kvCapacityTokens");
        Numbers.WriteOptional(ref writer, engine.BlockSize, "blockSize");
        Numbers.WriteOptional(ref writer, engine.MaxModelLength, "maxModelLength");
        Numbers.WriteOptional(ref writer, engine.StartedAt?.ToUnixTimeMilliseconds(), "startedAt");
        WriteBounds(ref writer, engine.TtftBounds);
        WriteBounds(ref writer, engine.ItlBounds);
        WriteTexts(ref writer, engine.Absent);
        writer.Flush();
        frame.RequireMessageLength("Engine");
    }

    /// <summary>Reads an <see cref="EngineDescription"/>; what is missing is unknown, and lists that are missing are empty.</summary>
    /// <exception cref="WireException">It is malformed.</exception>
    public static EngineDescription ReadEngine(ReadOnlyMemory<byte> frame)
    {
        var reader = MessageReader.Open(frame, (int)AgentMessageKind.Engine, "Engine");
        var engine = new EngineDescription
        {
            Kind = reader.Text("kind") ?? "",
            Version = reader.Text("version"),
            Models = reader.TextArray("models"),
            KvCapacityTokens = reader.Number("kvCapacityTokens"),
            BlockSize = reader.Number("blockSize"),
            MaxModelLength = reader.Number("maxModelLength"),
            StartedAt = ReadInstant(ref reader, "startedAt"),
            TtftBounds = reader.BoundArray("ttftSeconds bounds"),
            ItlBounds = reader.BoundArray("itlSeconds bounds"),
            Absent = reader.TextArray("absent"),
        };
        reader.Close();
        return engine;
    }

    /// <summary>Writes a <see cref="Heartbeat"/>; its age travels in whole milliseconds.</summary>
    /// <exception cref="WireException">Its age is not finite.</exception>
    public static void WriteHeartbeat(Frame frame, Heartbeat heartbeat)
    {
        frame.Clear();
        var writer = new MessagePackWriter(frame);
        writer.WriteArrayHeader(3);
        writer.Write((int)AgentMessageKind.Heartbeat);
        writer.Write(heartbeat.MonotonicMilliseconds);
        Numbers.WriteSeconds(ref writer, heartbeat.ScrapeAgeSeconds, "scrapeAgeSeconds");
        writer.Flush();
    }

    /// <summary>Reads a <see cref="Heartbeat"/>.</summary>
    /// <exception cref="WireException">It is malformed.</exception>
    public static Heartbeat ReadHeartbeat(ReadOnlyMemory<byte> frame)
    {
        var reader = MessageReader.Open(frame, (int)AgentMessageKind.Heartbeat, nameof(Heartbeat));
        var heartbeat = new Heartbeat(reader.Integer("monotonicMilliseconds") ?? 0, reader.Seconds("scrapeAgeSeconds"));
        reader.Close();
        return heartbeat;
    }

    private static DateTimeOffset? ReadInstant(ref MessageReader reader, string what)
    {
        if (reader.Integer(what) is not { } milliseconds)
        {
            return null;
        }

        return milliseconds >= DateTimeOffset.MinValue.ToUnixTimeMilliseconds() && milliseconds <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
            : throw reader.Values.Error(what, $"{milliseconds} ms is outside the calendar");
    }

    private static void WriteTexts(ref MessagePackWriter writer, ImmutableArray<string> texts)
    {
        writer.WriteArrayHeader(texts.Length);
        foreach (var text in texts)
        {
            writer.Write(text);
        }
    }

    private static void WriteBounds(ref MessagePackWriter writer, ImmutableArray<double> bounds)
    {
        writer.WriteArrayHeader(bounds.Length);
        foreach (var bound in bounds)
        {
            Numbers.WriteBound(ref writer, bound);
        }
    }
}
