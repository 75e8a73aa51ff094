using Wva.Testing;

namespace Wva.Contracts.Tests;

/// <summary>Committed bytes: today's, which change only when the wire is meant to, and those of older and newer peers, which are read for ever.</summary>
public sealed class GoldenTests
{
    [Fact]
    public void Today_s_agent_writes_exactly_these_bytes()
    {
        var encoder = new SampleEncoder();
        AssertSame(
            "agent.hex",
            Bytes.Of(frame => AgentMessages.WriteHello(frame, GoldenSession.Hello)),
            Bytes.Of(frame => AgentMessages.WriteEngine(frame, GoldenSession.Engine)),
            Bytes.OfSample(GoldenSession.Full(), encoder),
            Bytes.OfSample(GoldenSession.Changed(), encoder),
            Bytes.OfSample(GoldenSession.Failed(), encoder),
            Bytes.Of(frame => AgentMessages.WriteHeartbeat(frame, GoldenSession.Heartbeat)));
    }

    [Fact]
    public void Today_s_aggregator_writes_exactly_these_bytes() => AssertSame(
        "aggregator.hex",
        Bytes.Of(AggregatorMessages.WriteAccepted),
        Bytes.Of(frame => AggregatorMessages.WriteRetune(frame, TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(0.1))),
        Bytes.Of(frame => AggregatorMessages.WriteRetune(frame, TimeSpan.FromSeconds(2), null)),
        Refused(RefusalReason.Unspecified, "not now", 1),
        Refused(RefusalReason.Protocol, "protocol 2 is not spoken here; this aggregator speaks 1", 60),
        Refused(RefusalReason.Identity, "not this pod's token", 60),
        Refused(RefusalReason.Overloaded, "no room", 20));

    [Fact]
    public void Today_s_bytes_read_back_as_what_was_said()
    {
        var frames = GoldenFrames.Read("agent.hex");
        var state = new Sample();
        Assert.Equal(GoldenSession.Hello, AgentMessages.ReadHello(frames[0].Bytes));
        MessageTests.SameEngine(GoldenSession.Engine, AgentMessages.ReadEngine(frames[1].Bytes));
        foreach (var (frame, said) in frames.Skip(2).Zip([GoldenSession.Full(), GoldenSession.Changed(), GoldenSession.Failed()]))
        {
            SampleDecoder.Apply(frame.Bytes, state);
            SampleAssert.Same(said, state);
        }

        Assert.Equal(GoldenSession.Heartbeat, AgentMessages.ReadHeartbeat(frames[5].Bytes));
    }

    [Fact]
    public void A_newer_agent_is_read_for_all_that_is_known_of_it()
    {
        var frames = GoldenFrames.Read("newer-agent.hex").ToDictionary(frame => frame.Name, frame => frame.Bytes, StringComparer.Ordinal);
        var state = new Sample();
        Assert.Equal(GoldenSession.Hello, AgentMessages.ReadHello(frames["hello"]));
        MessageTests.SameEngine(GoldenSession.Engine, AgentMessages.ReadEngine(frames["engine"]));
        Assert.All(["kind 9", "kind 300"], name => Assert.False(Enum.IsDefined(AgentMessages.ReadKind(frames[name]))));

        SampleDecoder.Apply(frames["full sample"], state);
        SampleAssert.Same(Known(61_000, 2, 8, 54_408, waiting: 5, utilisation: 0.25), state);
        SampleDecoder.Apply(frames["changes"], state);
        SampleAssert.Same(Known(62_000, 3, 9, 54_411, waiting: 6, utilisation: 0.5), state);
        Assert.Equal(GoldenSession.Heartbeat, AgentMessages.ReadHeartbeat(frames["heartbeat"]));
    }

    [Fact]
    public void An_older_agent_is_read_with_the_defaults_of_what_it_leaves_out()
    {
        var frames = GoldenFrames.Read("older-agent.hex").ToDictionary(frame => frame.Name, frame => frame.Bytes, StringComparer.Ordinal);
        var state = new Sample();
        Assert.Equal(GoldenSession.Hello with { Node = "", AgentVersion = "" }, AgentMessages.ReadHello(frames["hello"]));
        MessageTests.SameEngine(new EngineDescription { Kind = "vllm" }, AgentMessages.ReadEngine(frames["engine"]));

        SampleDecoder.Apply(frames["full sample"], state);
        SampleAssert.Same(Known(61_000, null, 0, 0, waiting: 5), state);
        SampleDecoder.Apply(frames["changes"], state);
        SampleAssert.Same(Known(62_000, 3, 9, 54_411, waiting: 6), state);
        SampleDecoder.Apply(frames["nothing but the time"], state);
        SampleAssert.Same(Known(63_000, null, 0, 0, waiting: 6), state);
        Assert.Equal(new Heartbeat(73_000, null), AgentMessages.ReadHeartbeat(frames["heartbeat"]));
    }

    [Fact]
    public void A_newer_and_an_older_aggregator_are_read_alike()
    {
        var newer = GoldenFrames.Read("newer-aggregator.hex").ToDictionary(frame => frame.Name, frame => frame.Bytes, StringComparer.Ordinal);
        var older = GoldenFrames.Read("older-aggregator.hex").ToDictionary(frame => frame.Name, frame => frame.Bytes, StringComparer.Ordinal);
        Assert.All([newer, older], frames => Assert.Equal(AggregatorMessageKind.Accepted, AggregatorMessages.ReadKind(frames["accepted"])));
        Assert.All(["kind 7", "kind 300"], name => Assert.False(Enum.IsDefined(AggregatorMessages.ReadKind(newer[name]))));
        Assert.Equal(new Retune(TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(0.1)), AggregatorMessages.ReadRetune(newer["retune"]));
        Assert.Equal(new Retune(TimeSpan.FromSeconds(0.5), null), AggregatorMessages.ReadRetune(older["retune"]));
        Assert.Equal(new Refused(RefusalReason.Unspecified, "later", TimeSpan.FromSeconds(20)), AggregatorMessages.ReadRefused(newer["refused"]));
        Assert.Equal(new Refused(RefusalReason.Overloaded, "", TimeSpan.Zero), AggregatorMessages.ReadRefused(older["refused"]));
    }

    [Fact]
    public void Another_protocol_is_told_whatever_follows_its_number()
    {
        var hello = Assert.Single(GoldenFrames.Read("other-protocol-agent.hex")).Bytes;
        Assert.Equal(new Hello(2, "", "", "", "", ""), AgentMessages.ReadHello(hello));
        var refused = AggregatorMessages.ReadRefused(Assert.Single(GoldenFrames.Read("other-protocol-aggregator.hex")).Bytes);
        Assert.Equal((RefusalReason.Protocol, TimeSpan.FromMinutes(1)), (refused.Reason, refused.RetryAfter));
    }

    private static void AssertSame(string file, params byte[][] written)
    {
        var golden = GoldenFrames.Read(file);
        Assert.Equal(golden.Count, written.Length);
        Assert.All(golden.Zip(written), pair => Assert.Equal(Bytes.Hex(pair.First.Bytes), Bytes.Hex(pair.Second)));
    }

    private static byte[] Refused(RefusalReason reason, string detail, int seconds) =>
        Bytes.Of(frame => AggregatorMessages.WriteRefused(frame, reason, detail, TimeSpan.FromSeconds(seconds)));

    /// <summary>What both the newer and the older agent say of two ranks and, where there is one, a GPU.</summary>
    private static Sample Known(long monotonic, int? ageMilliseconds, int readMilliseconds, long bytes, double waiting, double? utilisation = null)
    {
        var sample = new Sample { MonotonicMilliseconds = monotonic, ScrapeAgeSeconds = ageMilliseconds / 1000.0, ReadSeconds = readMilliseconds / 1000.0, Bytes = bytes };
        var row = sample.AddRow("0");
        row.Set(RowField.Running, 4);
        row.Set(RowField.Waiting, waiting);
        sample.AddRow("1").Set(RowField.Running, 3);
        if (utilisation is { } share)
        {
            var gpu = sample.AddGpu("GPU-0");
            (gpu.Model, gpu.Attribution) = ("H100", "pod");
            gpu.Set(GpuField.Utilisation, share);
        }

        return sample;
    }
}
