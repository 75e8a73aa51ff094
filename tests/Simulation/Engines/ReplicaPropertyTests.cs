using CsCheck;
using Wva.Simulation.Engines;

namespace Wva.Simulation.Tests.Engines;

public sealed class ReplicaPropertyTests
{
    private const double Tolerance = 1e-9;

    [Fact]
    public void It_does_what_the_schedule_does_token_by_token() =>
        Gen.Select(Loads.Engine, Loads.Load).Sample((engine, load) =>
        {
            var naive = new NaiveEngine(engine);
            naive.Run(load);
            var (outcome, replica) = Loads.Play(engine, load);

            Assert.Equal(load.Length, outcome.Finished.Count);
            foreach (var (expected, actual) in naive.Finished.OrderBy(state => state.Id).Zip(outcome.Finished.OrderBy(request => request.Request.Id)))
            {
                Assert.Equal(expected.Id, actual.Request.Id);
                Assert.Equal(expected.ScheduledAt!.Value, actual.ScheduledAt, Tolerance);
                Assert.Equal(expected.FirstTokenAt!.Value, actual.FirstTokenAt, Tolerance);
                Assert.Equal(expected.FinishedAt, actual.FinishedAt, Tolerance);
                Assert.Equal(expected.Preemptions, actual.Preemptions);
            }

            Assert.Equal(naive.Finished.Sum(state => state.Preemptions), replica.Meters.Preemptions);
        });

    [Fact]
    public void Its_page_shows_at_any_moment_what_the_schedule_shows_token_by_token() =>
        Gen.Select(Loads.Engine, Loads.Load, Gen.Double[0.003, 0.1]).Sample((engine, load, lookEvery) =>
        {
            var naive = new NaiveEngine(engine);
            naive.Run(load);
            var (next, now) = (0, new NaivePage(0, default, 0));
            Loads.Play(engine, load, lookEvery, replica =>
            {
                for (; next < naive.Pages.Count && naive.Pages[next].AtSeconds <= replica.NowSeconds - Tolerance; next++)
                {
                    now = naive.Pages[next];
                }

                // Within rounding of an iteration's end both pages are right.
                if (next == naive.Pages.Count || naive.Pages[next].AtSeconds > replica.NowSeconds + Tolerance)
                {
                    Assert.Equal((now.Gauges, now.GenerationTokens), (replica.Gauges, replica.Meters.GenerationTokens));
                }
            });
        });

    [Fact]
    public void Every_request_gets_exactly_its_tokens() =>
        Gen.Select(Loads.Engine, Loads.LoadWithPrefixes, Gen.Bool).Sample((engine, load, caching) =>
        {
            var (outcome, replica) = Loads.Play(WithCaching(engine, caching), load);
            var meters = replica.Meters;

            Assert.Equal(load.Length, outcome.Finished.Count);
            Assert.Equal(load.Length, outcome.FirstTokens.Count);
            Assert.All(outcome.Finished, request => Assert.Equal(Math.Min(request.Request.OutputTokens, Loads.MaxModelLength - request.Request.PromptTokens), request.OutputTokens));
            Assert.Equal(outcome.Finished.Sum(request => (long)request.OutputTokens), meters.GenerationTokens);
            Assert.Equal(load.Sum(arrival => (long)arrival.Request.PromptTokens), meters.PromptTokens);
            Assert.Equal(meters.PromptTokens - meters.PromptTokensCached + meters.GenerationTokens, meters.IterationTokens.Sum);
            Assert.Equal(meters.GenerationTokens - load.Length, meters.ItlSeconds.Count);
            Assert.Equal(outcome.Finished.Sum(request => request.FinishedAt - request.FirstTokenAt), meters.ItlSeconds.Sum, 1e-6);
            Assert.Equal(load.Length, meters.Finished(FinishReason.Stop) + meters.Finished(FinishReason.Length));
        });

    [Fact]
    public void When_all_is_done_nothing_runs_waits_or_is_held() =>
        Gen.Select(Loads.Engine, Loads.LoadWithPrefixes, Gen.Bool).Sample((engine, load, caching) =>
        {
            var (_, replica) = Loads.Play(WithCaching(engine, caching), load);

            Assert.Equal(new EngineGauges(0, 0, 0), replica.Gauges);
            Assert.Equal(0, replica.Outstanding);
        });

    [Fact]
    public void One_jump_gives_what_many_small_ones_give() =>
        Gen.Select(Loads.Engine, Loads.LoadWithPrefixes, Gen.Double[0.0005, 0.2], Gen.Bool).Sample((engine, load, step, caching) =>
        {
            var (inOne, replica) = Loads.Play(WithCaching(engine, caching), load);
            var (inMany, looked) = Loads.Play(WithCaching(engine, caching), load, step, static replica => _ = (replica.Gauges, replica.Meters));

            Assert.Equal(inOne.Finished, inMany.Finished);
            Assert.Equal(inOne.FirstTokens, inMany.FirstTokens);
            Assert.Equal(replica.Meters.ItlSeconds.Buckets.ToArray(), looked.Meters.ItlSeconds.Buckets.ToArray());
            Assert.Equal(replica.Meters.ItlSeconds.Sum, looked.Meters.ItlSeconds.Sum, 1e-6);
            Assert.Equal(replica.Meters.IterationTokens.Buckets.ToArray(), looked.Meters.IterationTokens.Buckets.ToArray());
        });

    [Fact]
    public void The_gauges_never_leave_what_the_engine_holds() =>
        Gen.Select(Loads.Engine, Loads.LoadWithPrefixes, Gen.Bool).Sample((engine, load, caching) =>
            Loads.Play(WithCaching(engine, caching), load, lookEvery: 0.01, replica =>
            {
                Assert.InRange(replica.Gauges.Running, 0, engine.Limits.MaxNumSeqs);
                Assert.InRange(replica.Gauges.Waiting, 0, load.Length);
                Assert.InRange(replica.Gauges.KvCacheUsage, 0, 1);
                Assert.InRange(replica.Gauges.Running + replica.Gauges.Waiting, 0, replica.Outstanding);
            }));

    [Fact]
    public void Who_comes_first_is_scheduled_first() =>
        Gen.Select(Loads.Engine, Loads.LoadWithPrefixes).Sample((engine, load) =>
        {
            var (outcome, _) = Loads.Play(engine, load);

            Assert.Equal(
                outcome.Finished.OrderBy(request => request.Request.Id).Select(request => request.ScheduledAt),
                outcome.Finished.Select(request => request.ScheduledAt).Order());
        });

    [Fact]
    public void A_faster_engine_is_never_done_later_with_what_is_there_at_the_start() =>
        Gen.Select(Loads.Engine, Loads.LoadWithPrefixes, Gen.Int[0, 3]).Sample((engine, load, term) =>
        {
            Arrival[] atOnce = [.. load.Select(arrival => arrival with { AtSeconds = 1 })];
            var faster = engine with { Speed = Faster(engine.Speed, term) };

            Assert.True(End(faster) <= End(engine) + Tolerance);

            double End(EngineParameters parameters) => Loads.Play(parameters, atOnce).Outcome.Finished.Max(request => request.FinishedAt);
        });

    private static EngineSpeed Faster(EngineSpeed speed, int term) => term switch
    {
        0 => speed with { AlphaMs = speed.AlphaMs / 2 },
        1 => speed with { BetaMs = speed.BetaMs / 2 },
        2 => speed with { PrefillMsPerToken = speed.PrefillMsPerToken / 2 },
        _ => speed with { ContextMsPerKtoken = speed.ContextMsPerKtoken / 2 },
    };

    private static EngineParameters WithCaching(EngineParameters engine, bool caching) => engine with { Limits = engine.Limits with { PrefixCaching = caching } };
}
