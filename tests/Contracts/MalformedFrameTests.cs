using CsCheck;

namespace Wva.Contracts.Tests;

/// <summary>Whatever bytes arrive, a reader answers or throws a <see cref="WireException"/>.</summary>
public sealed class MalformedFrameTests
{
    private static readonly byte[][] Valid =
    [
        Bytes.OfSample(Samples.Busy(3, ranks: 2, gpus: 2)),
        Delta(),
        Bytes.Of(frame => AgentMessages.WriteHello(frame, new Hello(1, "ns", "pod-0", "uid", "node", "0.1.0"))),
        Bytes.Of(frame => AgentMessages.WriteEngine(frame, MessageTests.Vllm)),
        Bytes.Of(frame => AgentMessages.WriteHeartbeat(frame, new Heartbeat(12, 0.5))),
        Bytes.Of(frame => AggregatorMessages.WriteRetune(frame, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(0.25))),
        Bytes.Of(frame => AggregatorMessages.WriteRefused(frame, RefusalReason.Identity, "not this pod's token", TimeSpan.FromMinutes(1))),
    ];

    private static readonly Action<ReadOnlyMemory<byte>>[] Readers =
    [
        frame => SampleDecoder.Apply(frame, Samples.Busy(2, ranks: 2, gpus: 2)),
        frame => SampleDecoder.Apply(frame, new Sample()),
        frame => AgentMessages.ReadKind(frame),
        frame => AgentMessages.ReadHello(frame),
        frame => AgentMessages.ReadEngine(frame),
        frame => AgentMessages.ReadHeartbeat(frame),
        frame => AggregatorMessages.ReadKind(frame),
        frame => AggregatorMessages.ReadRetune(frame),
        frame => AggregatorMessages.ReadRefused(frame),
    ];

    public static TheoryData<string, string> Nonsense => new()
    {
        { "", "message, byte 0: the message ends here" },
        { "90", "message, byte 1: an empty array where a kind belongs" },
        { "a0", "message, byte 0: String where Array belongs" },
        { "91 c1", "kind, byte 1: Unknown where Integer belongs" },
        { "91 ff", "kind, byte 2: -1 where 0 to 2147483646 is allowed" },
        { "91 01", "kind, byte 2: 1 where 2 (Sample) belongs" },
        { "91 02 00", "message, byte 2: bytes follow its end" },
        { "92 02 00", "full, byte 2: Integer where Boolean belongs" },
        { "dd ff ff ff ff 02", "message, byte 0: more entries than the message can hold" },
        { "93 02 c2 cf ff ff ff ff ff ff ff ff", "monotonicMilliseconds, byte 3: an integer that is cut off or too large" },
        { "93 02 c2 cf ff", "monotonicMilliseconds, byte 3: an integer that is cut off or too large" },
        { "94 02 c2 00 cb 7f f8 00 00 00 00 00 00", "scrapeAgeSeconds, byte 13: a number that is not finite" },
        { "97 02 c2 00 00 00 00 91 92 01 00", "row ordinal, byte 10: 1 where 0 to 0 is allowed" },
        { "97 02 c2 00 00 00 00 91 90", "row ordinal, byte 9: the message ends here" },
        { "97 02 c2 00 00 00 00 91 92 00 03", "row, byte 11: its mask names more fields than follow" },
        { "97 02 c2 00 00 00 00 91 93 00 01 c3", "running, byte 12: true, which has no meaning here" },
        { "97 02 c2 00 00 00 00 91 93 00 01 c2", "running, byte 12: stale without a number, and none was sent before" },
        { "97 02 c2 00 00 00 00 91 93 00 01 92 00 00", "running, byte 12: an array of 2 where one of 1 belongs" },
        { "97 02 c2 00 00 00 00 91 93 00 ce 00 40 00 00 92 00 00", "ttftSeconds, byte 16: changes of a histogram that was not sent before" },
        { "97 02 c2 00 00 00 00 91 93 00 ce 00 40 00 00 93 00 00 cd 03 e8", "ttftSeconds, byte 21: 1000 where 0 to 128 is allowed" },
        { "97 02 c2 00 00 00 00 91 93 00 ce 00 40 00 00 95 00 00 00 00 01", "ttftSeconds, byte 20: 0 where there is none" },
        { "97 02 c3 00 00 00 00 91 92 a1 ff 00", "rank, byte 11: a text that is not UTF-8" },
        { "9a 02 c2 00 00 00 00 90 90 c2 a5 61", "error, byte 11: a text that is cut off" },
    };

    [Theory]
    [MemberData(nameof(Nonsense))]
    public void A_malformed_sample_is_refused_by_name_and_place(string hex, string message)
    {
        var state = new Sample();
        state.AddRow("0");

        var refusal = Assert.Throws<WireException>(() => SampleDecoder.Apply(Bytes.Hex(hex), state));

        Assert.Equal(message, refusal.Message);
    }

    [Fact]
    public void Random_bytes_give_an_answer_or_a_wire_exception() =>
        Gen.Byte.Array[0, 200].Sample(bytes => ReadAll(bytes), iter: 20_000);

    [Fact]
    public void Frames_with_changed_added_or_missing_bytes_give_an_answer_or_a_wire_exception() =>
        Gen.Select(Gen.Int[0, Valid.Length - 1], Gen.Int[0, 4000], Gen.Byte, Gen.Int[0, 3], Gen.Int[0, 4000])
            .Sample((frame, at, value, how, length) => ReadAll(Mutated(Valid[frame], at, value, how, length)), iter: 20_000);

    [Theory]
    [InlineData(0x91)]
    [InlineData(0x81)]
    [InlineData(0xdd)]
    [InlineData(0xdf)]
    [InlineData(0xc9)]
    public void Nesting_as_deep_as_a_message_allows_does_not_exhaust_the_stack(byte code)
    {
        var frame = new byte[Wire.MaxMessageBytes];
        Array.Fill(frame, code);
        Bytes.Hex("dc 00 20 02 c2 00 00 00 00 90 90 c2 c0").CopyTo(frame, 0);

        Assert.Throws<WireException>(() => SampleDecoder.Apply(frame, new Sample()));
    }

    [Fact]
    public void More_rows_than_a_sample_has_are_refused_before_any_is_made()
    {
        var rows = Enumerable.Range(0, Wire.MaxRows + 1).Select(object? (i) => new object?[] { $"{i}", 0 }).ToArray();

        var refusal = Assert.Throws<WireException>(() => SampleDecoder.Apply(Bytes.Message(2, true, 0, null, 0, 0, rows), new Sample()));

        Assert.Contains("33 entries where 32 are the most", refusal.Message, StringComparison.Ordinal);
    }

    private static byte[] Delta()
    {
        var encoder = new SampleEncoder();
        Bytes.OfSample(Samples.Busy(2, ranks: 2, gpus: 2), encoder);
        return Bytes.OfSample(Samples.Busy(3, ranks: 2, gpus: 2), encoder);
    }

    private static void ReadAll(byte[] frame)
    {
        foreach (var read in Readers)
        {
            try
            {
                read(frame);
            }
            catch (WireException)
            {
                // The one exception that is allowed.
            }
        }
    }

    private static byte[] Mutated(byte[] frame, int at, byte value, int how, int length)
    {
        var place = at % frame.Length;
        return how switch
        {
            0 => [.. frame[..place], value, .. frame[(place + 1)..]],
            1 => [.. frame[..place], value, .. frame[place..]],
            2 => frame[..place],
            _ => [.. frame[..place], .. frame[(place + Math.Min(length, frame.Length - place))..]],
        };
    }
}
