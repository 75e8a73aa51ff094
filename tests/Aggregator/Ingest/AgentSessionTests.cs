using Microsoft.Extensions.Time.Testing;
using Wva.Aggregator.Ingest;
using Wva.Aggregator.Tests.Fakes;
using Wva.Contracts;
using Wva.Fleet;

namespace Wva.Aggregator.Tests.Ingest;

public sealed class AgentSessionTests
{
    private readonly FakeTimeProvider _time = new(World.Noon);
    private readonly IngestCounters _counters = new();

    [Fact]
    public void A_frame_allocates_nothing_in_a_steady_state()
    {
        var session = Open();
        var frames = Frames(50);
        var allocated = 0L;
        for (var round = 0; round < 3; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            foreach (var frame in frames)
            {
                _time.Advance(TimeSpan.FromSeconds(1));
                if (session.Receive(frame.Memory) is { } end)
                {
                    Assert.Fail(end.Detail);
                }
            }

            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Assert.Equal(0, allocated);
    }

    [Theory]
    [InlineData(100, AgentSession.Burst)]
    [InlineData(0, AgentSession.Burst)]
    public void A_burst_is_taken_and_one_more_is_not(int quietSeconds, int taken)
    {
        var session = Open();
        _time.Advance(TimeSpan.FromSeconds(quietSeconds));
        var beat = Beat();
        for (var i = 0; i < taken; i++)
        {
            Assert.Null(session.Receive(beat.Memory));
        }

        Assert.Equal(StreamRefusal.Rate, session.Receive(beat.Memory)?.Refusal);
    }

    [Fact]
    public void Ten_a_second_are_taken_for_ever()
    {
        var session = Open();
        var beat = Beat();
        for (var i = 0; i < 1000; i++)
        {
            Assert.Null(session.Receive(beat.Memory));
            _time.Advance(TimeSpan.FromMilliseconds(100));
        }
    }

    private static Frame Beat()
    {
        var frame = new Frame();
        AgentMessages.WriteHeartbeat(frame, new Heartbeat(1, 0.1));
        return frame;
    }

    /// <summary>Full and delta samples and heartbeats, two ranks, as one stream carries them.</summary>
    private static List<Frame> Frames(int count)
    {
        var encoder = new SampleEncoder();
        var sample = new Sample { ScrapeAgeSeconds = 0.1 };
        var frames = new List<Frame>();
        for (var i = 0; i < count; i++)
        {
            sample.ClearRows();
            foreach (var rank in (string[])["0", "1"])
            {
                var row = sample.AddRow(rank);
                row.Set(RowField.Running, i % 7);
                row.Set(RowField.Waiting, i % 3);
                row.Set(RowField.KvCacheUsage, 0.01 * i);
                row.Set(RowField.Finished, i);
            }

            var frame = new Frame();
            encoder.Write(frame, sample, full: i % 20 == 0);
            frames.Add(frame);
            frames.Add(Beat());
        }

        return frames;
    }

    private AgentSession Open()
    {
        var gate = new FleetGate(new Doorbell(), _time);
        return new AgentSession(gate.Open(new ReplicaIdentity("ns", "p", "uid-p", "node")), gate, _counters, _time);
    }
}
