using Wva.Simulation.Engines;
using Wva.Simulation.Fitting;

namespace Wva.Simulation.Tests.Fitting;

public sealed class StepReplayTests
{
    private const double Near = 0.20;

    [Fact]
    public void Fitted_to_its_beginning_the_model_replays_the_rest_of_a_real_engines_overload() => RequireNear(StepReplay.Run(seed: 1));

    [Fact]
    public void A_cache_that_is_never_freed_would_be_noticed()
    {
        var replay = StepReplay.Run(seed: 1, static (engine, observer) =>
            new SimulatedReplica(engine, 0, 0, observer, new LeakyKvBlocks(engine.Limits.UsableBlocks, engine.Limits.BlockTokens)));

        Assert.True(replay.Replayed.Finished < replay.Ttfts.Count / 2);
        Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => RequireNear(replay));
    }

    private static void RequireNear(RecordingReplay replay)
    {
        var (rest, requests) = (replay.Rest, replay.Ttfts.Count);

        Assert.Equal(requests, replay.Replayed.Finished);
        Assert.InRange(rest.MedianTtftSeconds.RelativeError, -Near, Near);
        Assert.InRange(rest.PeakWaiting.RelativeError, -Near, Near);
        Assert.InRange(rest.MeanRunning.RelativeError, -Near, Near);
        Assert.InRange(rest.MeanKvCacheUsage.RelativeError, -Near, Near);
        Assert.InRange(rest.Preemptions.Replayed, rest.Preemptions.Recorded / 2, rest.Preemptions.Recorded * 2);
    }
}
