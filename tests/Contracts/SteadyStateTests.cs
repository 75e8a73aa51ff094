namespace Wva.Contracts.Tests;

/// <summary>Neither end allocates while the fleet is what it was.</summary>
public sealed class SteadyStateTests
{
    private const int WarmUp = 50;
    private const int Measured = 2000;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Writing_and_applying_samples_allocates_nothing(bool full)
    {
        var (encoder, state, frame) = (new SampleEncoder(), new Sample(), new Frame());
        var current = Samples.Busy(0, ranks: 3, gpus: 2);
        current.Error = "HTTP 503 where a page was asked for";

        var bytes = Allocated(tick =>
        {
            Move(current, tick);
            if (encoder.HasChanged(current))
            {
                encoder.Write(frame, current, full);
                SampleDecoder.Apply(frame.Memory, state);
            }
        });

        Assert.Equal(0, bytes);
    }

    [Fact]
    public void Heartbeats_and_rented_frames_allocate_nothing()
    {
        var bytes = Allocated(tick =>
        {
            var frame = FramePool.Rent();
            AgentMessages.WriteHeartbeat(frame, new Heartbeat(tick, 0.25));
            if (AgentMessages.ReadKind(frame.Memory) != AgentMessageKind.Heartbeat || AgentMessages.ReadHeartbeat(frame.Memory).MonotonicMilliseconds != tick)
            {
                throw new InvalidOperationException("another message than was written");
            }

            FramePool.Return(frame);
        });

        Assert.Equal(0, bytes);
    }

    private static long Allocated(Action<int> act)
    {
        for (var tick = 0; tick < WarmUp; tick++)
        {
            act(tick);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var tick = WarmUp; tick < WarmUp + Measured; tick++)
        {
            act(tick);
        }

        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    // By hand, so that the test's own numbers cost no allocation either.
    private static void Move(Sample sample, int tick)
    {
        sample.MonotonicMilliseconds = tick;
        for (var i = 0; i < sample.Rows.Count; i++)
        {
            var row = sample.Rows[i];
            row.Set(RowField.Running, tick % 7);
            row.Set(RowField.KvCacheUsage, tick / 3000.0);
            row.Set(RowField.GenerationTokens, tick * 31L);
            row.Histogram(RowField.ItlSeconds).Sum = tick / 7.0;
            row.Histogram(RowField.ItlSeconds).Buckets[tick % Samples.ItlBuckets]++;
        }
    }
}
