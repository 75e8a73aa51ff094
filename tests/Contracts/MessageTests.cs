namespace Wva.Contracts.Tests;

/// <summary>Every message but the sample, written and read back, by this version and by others.</summary>
public sealed class MessageTests
{
    internal static readonly EngineDescription Vllm = new()
    {
        Kind = "vllm",
        Version = "0.32.0",
        Models = ["llama-70b-fp8", "lora/ä"],
        KvCapacityTokens = 6400,
        BlockSize = 32,
        MaxModelLength = 4096,
        StartedAt = new DateTimeOffset(2026, 11, 23, 10, 11, 12, 345, TimeSpan.Zero),
        TtftBounds = [0.001, 0.005, 0.5, double.PositiveInfinity],
        ItlBounds = [0.01, double.PositiveInfinity],
        Absent = ["swapped", "asleep"],
    };

    [Fact]
    public void Hello_reads_back_as_written()
    {
        var hello = new Hello(Wire.Protocol, "prod", "llama-0", "5f0c2a11-9d1e", "node-7", "0.1.0");

        var frame = Bytes.Of(f => AgentMessages.WriteHello(f, hello));

        Assert.Equal(AgentMessageKind.Hello, AgentMessages.ReadKind(frame));
        Assert.Equal(hello, AgentMessages.ReadHello(frame));
    }

    [Fact]
    public void Engine_reads_back_as_written()
    {
        var frame = Bytes.Of(f => AgentMessages.WriteEngine(f, Vllm));

        Assert.Equal(AgentMessageKind.Engine, AgentMessages.ReadKind(frame));
        SameEngine(Vllm, AgentMessages.ReadEngine(frame));
    }

    [Fact]
    public void An_engine_of_which_little_is_known_reads_back_as_little()
    {
        var engine = new EngineDescription { Kind = "vllm" };

        SameEngine(engine, AgentMessages.ReadEngine(Bytes.Of(f => AgentMessages.WriteEngine(f, engine))));
    }

    [Theory]
    [InlineData(12.345)]
    [InlineData(0.0)]
    [InlineData(null)]
    public void Heartbeat_reads_back_as_written(double? ageSeconds)
    {
        var heartbeat = new Heartbeat(4_000_000_000_000, ageSeconds);

        var frame = Bytes.Of(f => AgentMessages.WriteHeartbeat(f, heartbeat));

        Assert.Equal(AgentMessageKind.Heartbeat, AgentMessages.ReadKind(frame));
        Assert.Equal(heartbeat, AgentMessages.ReadHeartbeat(frame));
    }

    [Theory]
    [InlineData(1000, 250)]
    [InlineData(60_000, null)]
    public void Retune_reads_back_as_written(int samplePeriodMilliseconds, int? fastPeriodMilliseconds)
    {
        var samplePeriod = TimeSpan.FromMilliseconds(samplePeriodMilliseconds);
        TimeSpan? fastPeriod = fastPeriodMilliseconds is { } fast ? TimeSpan.FromMilliseconds(fast) : null;

        var frame = Bytes.Of(f => AggregatorMessages.WriteRetune(f, samplePeriod, fastPeriod));

        Assert.Equal(AggregatorMessageKind.Retune, AggregatorMessages.ReadKind(frame));
        Assert.Equal(new Retune(samplePeriod, fastPeriod), AggregatorMessages.ReadRetune(frame));
    }

    [Fact]
    public void Accepted_and_Refused_read_back_as_written()
    {
        var refused = new Refused(RefusalReason.Protocol, "protocol 2; this aggregator speaks 1", TimeSpan.FromMinutes(5));

        Assert.Equal(AggregatorMessageKind.Accepted, AggregatorMessages.ReadKind(Bytes.Of(AggregatorMessages.WriteAccepted)));
        var frame = Bytes.Of(f => AggregatorMessages.WriteRefused(f, refused.Reason, refused.Detail, refused.RetryAfter));
        Assert.Equal(AggregatorMessageKind.Refused, AggregatorMessages.ReadKind(frame));
        Assert.Equal(refused, AggregatorMessages.ReadRefused(frame));
    }

    [Fact]
    public void A_shorter_message_of_an_older_peer_takes_defaults()
    {
        Assert.Equal(new Hello(1, "ns", "", "", "", ""), AgentMessages.ReadHello(Bytes.Message(0, 1, "ns")));
        SameEngine(new EngineDescription { Kind = "vllm", Version = "0.9" }, AgentMessages.ReadEngine(Bytes.Message(1, "vllm", "0.9")));
        Assert.Equal(new Heartbeat(7, null), AgentMessages.ReadHeartbeat(Bytes.Message(3, 7)));
        Assert.Equal(new Retune(TimeSpan.FromSeconds(2), null), AggregatorMessages.ReadRetune(Bytes.Message(1, 2000)));
        Assert.Equal(new Refused(RefusalReason.Unspecified, "", TimeSpan.Zero), AggregatorMessages.ReadRefused(Bytes.Message(2)));
    }

    [Fact]
    public void Trailing_fields_of_a_newer_peer_are_skipped()
    {
        object?[] later = [1, new object?[] { "x", new object?[] { 2.5, null } }];

        Assert.Equal(new Hello(1, "ns", "p", "u", "n", "v"), AgentMessages.ReadHello(Bytes.Message([0, 1, "ns", "p", "u", "n", "v", .. later])));
        Assert.Equal(new Heartbeat(7, 0.5), AgentMessages.ReadHeartbeat(Bytes.Message([3, 7, 500, .. later])));
        Assert.Equal(new Retune(TimeSpan.FromSeconds(2), null), AggregatorMessages.ReadRetune(Bytes.Message([1, 2000, null, .. later])));
    }

    [Fact]
    public void A_kind_of_a_later_protocol_is_told_and_can_be_passed_over()
    {
        Assert.False(Enum.IsDefined(AgentMessages.ReadKind(Bytes.Message(17, "whatever"))));
        Assert.False(Enum.IsDefined(AggregatorMessages.ReadKind(Bytes.Message(17))));
    }

    [Fact]
    public void A_reason_of_a_later_aggregator_is_unspecified() =>
        Assert.Equal(RefusalReason.Unspecified, AggregatorMessages.ReadRefused(Bytes.Message(2, 99, "later", 1000)).Reason);

    [Fact]
    public void A_message_that_the_other_end_would_refuse_is_not_written()
    {
        var frame = new Frame();

        var refusal = Assert.Throws<WireException>(() => AgentMessages.WriteEngine(frame, Vllm with { Models = [new string('m', 20_000)] }));

        Assert.StartsWith("Engine takes 20", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(0, frame.Length);
    }

    [Theory]
    [InlineData(long.MaxValue)]
    [InlineData(long.MinValue)]
    public void A_start_outside_the_calendar_is_malformed(long milliseconds) =>
        Assert.Throws<WireException>(() => AgentMessages.ReadEngine(Bytes.Message(1, "vllm", null, null, null, null, null, milliseconds)));

    // Records with arrays compare the arrays by reference.
    internal static void SameEngine(EngineDescription expected, EngineDescription actual)
    {
        Assert.Equal(expected.Models, actual.Models);
        Assert.Equal(expected.TtftBounds, actual.TtftBounds);
        Assert.Equal(expected.ItlBounds, actual.ItlBounds);
        Assert.Equal(expected.Absent, actual.Absent);
        Assert.Equal(expected, actual with { Models = expected.Models, TtftBounds = expected.TtftBounds, ItlBounds = expected.ItlBounds, Absent = expected.Absent });
    }
}
