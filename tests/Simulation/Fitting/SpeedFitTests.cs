using Wva.Simulation.Engines;
using Wva.Simulation.Fitting;
using Wva.Simulation.Recordings;

namespace Wva.Simulation.Tests.Fitting;

public sealed class SpeedFitTests
{
    [Fact]
    public void The_speed_of_a_simulated_engine_is_found_from_what_its_page_counts()
    {
        var engine = new EngineParameters(new EngineSpeed(8, 0.4, 0.2, 1.5), RecordedServer.Step.Limits);
        var fit = SpeedFit.Of(Play(engine, seconds: 600), engine.Limits.BlockTokens, PrefixMix.None);

        Assert.True(fit.MeanRelativeError < 0.05, $"{fit}");
        Assert.All(
            [(2, 0, 500L), (8, 100, 2000L), (30, 60, 8000L)],
            mix => Assert.Equal(1, Ratio(mix.Item1, mix.Item2, mix.Item3), 0.08));

        double Ratio(int sequences, int prefill, long context) =>
            fit.Speed.IterationSeconds(sequences, prefill, context) / engine.Speed.IterationSeconds(sequences, prefill, context);
    }

    [Fact]
    public void Too_few_intervals_are_refused()
    {
        var error = Assert.Throws<InvalidDataException>(() => SpeedFit.Of(Enumerable.Repeat(new PageInterval(0, 1, 10, 20, 0.2, 0, 100), 7), 16, PrefixMix.None));

        Assert.Equal("tokens were given in 7 intervals; allowed: 8 or more", error.Message);
    }

    [Fact]
    public void Intervals_of_a_recording_add_up_to_what_its_last_page_counts()
    {
        var intervals = PageIntervals.Read(RecordingReader.Read(RecordedFile.Pages("step"))).ToArray();

        // Counted once by an independent reader.
        Assert.Equal(13_006, intervals.Sum(interval => interval.Iterations));
        Assert.Equal(361_590 - 85_568, intervals.Sum(interval => interval.PrefillTokens));
        Assert.Equal(126_582 - 1330, intervals.Sum(interval => interval.TokenGaps));
    }

    [Fact]
    public void No_interval_spans_a_restart_or_a_missing_answer()
    {
        var intervals = PageIntervals.Read(RecordingReader.Read(RecordedFile.Pages("crash"))).ToArray();

        Assert.All(intervals, interval => Assert.InRange(interval.ToSeconds - interval.FromSeconds, 0, 3));
        Assert.All(intervals, interval => Assert.True(interval is { Iterations: >= 0, TokenGaps: >= 0, PrefillTokens: >= 0 }));
        Assert.DoesNotContain(intervals, interval => interval.FromSeconds > 95 && interval.ToSeconds < 121);
    }

    [Fact]
    public void Several_ranks_are_refused()
    {
        var error = Assert.Throws<InvalidDataException>(() => PageIntervals.Read(RecordingReader.Read(RecordedFile.Pages("ranks"))).ToArray());

        Assert.EndsWith("shows 2 ranks; allowed: 1", error.Message, StringComparison.Ordinal);
    }

    // Light load and overload by turns, for the terms to be told apart.
    private static IEnumerable<PageInterval> Play(EngineParameters engine, int seconds)
    {
        var (random, replica, at) = (new Random(3), new SimulatedReplica(engine), 0.0);
        var id = 0L;
        var (before, kvBefore) = (default(PageInterval), 0.0);
        for (var page = 1; page <= seconds; page++)
        {
            for (; at < page; at -= Math.Log(1 - random.NextDouble()) / (page % 60 < 30 ? 2 : 9))
            {
                replica.Offer(new EngineRequest(id++, random.Next(10, 600), random.Next(5, 200)), Math.Max(at, replica.NowSeconds));
            }

            replica.AdvanceTo(page);
            var (meters, kv) = (replica.Meters, replica.Gauges.KvCacheUsage * engine.Limits.UsableBlocks * engine.Limits.BlockTokens);
            var after = new PageInterval(page - 1, page, meters.IterationTokens.Count, meters.ItlSeconds.Count, meters.ItlSeconds.Sum, meters.IterationTokens.Sum - meters.GenerationTokens, kv);
            yield return new PageInterval(
                page - 1,
                page,
                after.Iterations - before.Iterations,
                after.TokenGaps - before.TokenGaps,
                after.GapSeconds - before.GapSeconds,
                after.PrefillTokens - before.PrefillTokens,
                (kv + kvBefore) / 2);
            (before, kvBefore) = (after, kv);
        }
    }
}
