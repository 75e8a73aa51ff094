using Wva.Simulation.Engines;

namespace Wva.Simulation.Tests.Engines;

public sealed class SimulatedReplicaTests
{
    private const double Tolerance = 1e-12;

    private static readonly EngineParameters Engine = new(
        new EngineSpeed(AlphaMs: 10, BetaMs: 1, PrefillMsPerToken: 0.1, ContextMsPerKtoken: 2),
        new EngineLimits(KvTokens: 1616) { MaxNumSeqs = 4, MaxBatchedTokens = 500, MaxModelLength = 1000 });

    private readonly Outcome _outcome = new();

    [Fact]
    public void A_lone_request_takes_its_prefill_and_an_iteration_a_token()
    {
        var replica = Start();
        replica.Offer(new EngineRequest(1, PromptTokens: 100, OutputTokens: 3), 5);
        replica.AdvanceTo(6);

        // 10 + 1 + 100 x 0.1; then 10 + 1 + 2 x 0.100 and 10 + 1 + 2 x 0.101 ms
        Assert.Equal(5.021, _outcome[1].FirstTokenAt, Tolerance);
        Assert.Equal(5.021 + 0.0112 + 0.011202, _outcome[1].FinishedAt, Tolerance);
        Assert.Equal((5, 3, FinishReason.Stop), (_outcome[1].ScheduledAt, _outcome[1].OutputTokens, _outcome[1].Reason));
    }

    [Fact]
    public void A_prompt_above_the_token_budget_is_prefilled_in_chunks_beside_the_others()
    {
        var replica = Start();
        replica.Offer(new EngineRequest(1, 10, 50), 0);
        replica.Offer(new EngineRequest(2, 900, 1), 0);
        replica.AdvanceTo(1);

        // 490 tokens beside the first prompt, then 410 beside its first decode, behind 10 + 490 tokens of context
        Assert.Equal(0.062, _outcome.FirstTokens[0].At, Tolerance);
        Assert.Equal(0.062 + 0.010 + 0.002 + 0.041 + 0.001, _outcome[2].FinishedAt, Tolerance);
        Assert.Equal((1, 1), (replica.Meters.IterationTokens.Buckets[2], replica.Meters.IterationTokens.Buckets[8])); // 11 and 902: the second prompt counts whole, with its last chunk
    }

    [Fact]
    public void Who_comes_while_an_iteration_runs_is_in_the_next_one()
    {
        var replica = Start();
        replica.Offer(new EngineRequest(1, 100, 50), 0);
        replica.AdvanceTo(0.025); // within the second iteration, 0.021 to 0.0322
        replica.Offer(new EngineRequest(2, 100, 1), 0.025);
        replica.AdvanceTo(1);

        Assert.Equal(0.0322, _outcome[2].ScheduledAt, Tolerance);
    }

    [Fact]
    public void Who_comes_at_the_moment_an_iteration_begins_is_in_it()
    {
        var replica = Start();
        replica.Offer(new EngineRequest(1, 100, 50), 0);
        replica.AdvanceTo(0.001);
        var begins = replica.NextEventSeconds;
        replica.AdvanceTo(begins);
        replica.Offer(new EngineRequest(2, 100, 1), begins);
        replica.Offer(new EngineRequest(3, 100, 1), begins);
        replica.AdvanceTo(1);

        Assert.Equal((begins, begins), (_outcome[2].ScheduledAt, _outcome[3].ScheduledAt));
    }

    [Fact]
    public void The_page_shows_the_last_iteration_that_has_ended()
    {
        var replica = Start();
        replica.Offer(new EngineRequest(1, 100, 50), 0);
        replica.AdvanceTo(0.020);
        Assert.Equal((new EngineGauges(0, 0, 0), 0L), (replica.Gauges, replica.Meters.GenerationTokens));

        replica.AdvanceTo(0.022);
        Assert.Equal((new EngineGauges(1, 0, 7 / 100.0), 1L), (replica.Gauges, replica.Meters.GenerationTokens));

        replica.AdvanceTo(0.021 + (13 * 0.0113)); // thirteen decodes have ended, and the 113th token took an eighth block
        Assert.Equal(new EngineGauges(1, 0, 8 / 100.0), replica.Gauges);
        Assert.Equal(14, replica.Meters.GenerationTokens);
        Assert.Equal(13, replica.Meters.ItlSeconds.Count);
        Assert.Equal(14, replica.Meters.IterationTokens.Count);
    }

    [Fact]
    public void Beyond_the_most_sequences_requests_wait_and_the_page_says_so()
    {
        var replica = Start();
        for (var id = 0; id < 7; id++)
        {
            replica.Offer(new EngineRequest(id, 10, 100), 0);
        }

        replica.AdvanceTo(0.1);
        Assert.Equal((4, 3), (replica.Gauges.Running, replica.Gauges.Waiting));

        replica.AdvanceTo(10);
        Assert.Equal([0, 1, 2, 3, 4, 5, 6], _outcome.Finished.Select(request => request.Request.Id));
        Assert.Equal(7, replica.Meters.QueueSeconds.Count);
    }

    [Fact]
    public void When_blocks_run_out_the_last_to_come_loses_its_own_and_computes_them_again()
    {
        var replica = Start(Engine with { Limits = Engine.Limits with { PrefixCaching = false } });
        replica.Offer(new EngineRequest(1, 400, 500), 0);
        replica.Offer(new EngineRequest(2, 400, 500), 0);
        replica.AdvanceTo(60);

        // A hundred blocks hold 800 tokens of each; the 801st of the first takes the last block that was the second's.
        Assert.Equal((0, 1), (_outcome[1].Preemptions, _outcome[2].Preemptions));
        Assert.Equal(1, replica.Meters.Preemptions);
        Assert.Equal((500, 500), (_outcome[1].OutputTokens, _outcome[2].OutputTokens));
        Assert.Equal(998, replica.Meters.ItlSeconds.Count);
        Assert.Equal(1800, replica.Meters.IterationTokens.Sum); // what was computed again is not counted
        Assert.Equal((2, 1), (replica.Meters.RequestPreemptions.Count, replica.Meters.RequestPreemptions.Sum));
    }

    [Fact]
    public void A_preempted_sequence_finds_its_blocks_again_where_nobody_has_taken_them()
    {
        var (caching, plain) = (new Outcome(), new Outcome());
        Play(new SimulatedReplica(Engine, observer: caching));
        Play(new SimulatedReplica(Engine with { Limits = Engine.Limits with { PrefixCaching = false } }, observer: plain));

        Assert.Equal(plain[2].Preemptions, caching[2].Preemptions);
        Assert.True(caching[2].FinishedAt < plain[2].FinishedAt - 0.03); // some of 800 tokens at 0.1 ms

        static void Play(SimulatedReplica replica)
        {
            replica.Offer(new EngineRequest(1, 400, 410), 0);
            replica.Offer(new EngineRequest(2, 400, 500), 0);
            replica.AdvanceTo(60);
        }
    }

    [Fact]
    public void Cached_tokens_are_not_computed_except_the_last()
    {
        var replica = Start();
        replica.Offer(new EngineRequest(1, 160, 1, CachedTokens: 100), 0);
        replica.Offer(new EngineRequest(2, 160, 1, CachedTokens: 160), 1);
        replica.AdvanceTo(2);

        Assert.Equal(0.011 + 0.0064 + 0.000192, _outcome[1].TtftSeconds, Tolerance); // 96 of 100 are whole blocks
        Assert.Equal(0.011 + 0.0016 + 0.000288, _outcome[2].TtftSeconds, Tolerance); // 144: the last token gives the next
        Assert.Equal((320, 240), (replica.Meters.PrefixCacheQueries, replica.Meters.PrefixCacheHits));
        Assert.Equal(240, replica.Meters.PromptTokensCached);
    }

    [Fact]
    public void A_shared_prefix_is_computed_by_the_first_and_held_once()
    {
        var replica = Start();
        replica.Offer(new EngineRequest(1, 200, 100, CachedTokens: 160, SharedPrefix: 3), 0);
        replica.Offer(new EngineRequest(2, 200, 100, CachedTokens: 160, SharedPrefix: 3), 0);
        replica.AdvanceTo(0.1);

        Assert.Equal(160, replica.Meters.PrefixCacheHits);
        Assert.Equal((10 + (2 * 3)) / 100.0, replica.Gauges.KvCacheUsage, Tolerance);
    }

    [Fact]
    public void An_answer_ends_where_the_client_or_the_model_says()
    {
        var replica = Start();
        replica.Offer(new EngineRequest(1, 10, 20, MaxTokens: 20), 0);
        replica.Offer(new EngineRequest(2, 10, 20, MaxTokens: 30), 0);
        replica.Offer(new EngineRequest(3, 990, 20), 0);
        replica.AdvanceTo(10);

        Assert.Equal(
            [(FinishReason.Length, 20), (FinishReason.Stop, 20), (FinishReason.Length, 10)],
            _outcome.Finished.OrderBy(request => request.Request.Id).Select(request => (request.Reason, request.OutputTokens)));
        Assert.Equal((2, 1), (replica.Meters.Finished(FinishReason.Length), replica.Meters.Finished(FinishReason.Stop)));
        Assert.Equal((2, 50), (replica.Meters.RequestParamsMaxTokens.Count, replica.Meters.RequestParamsMaxTokens.Sum));
    }

    [Fact]
    public void The_next_event_lies_ahead_and_nothing_is_reported_before_it()
    {
        var replica = Start();
        Assert.Equal(double.PositiveInfinity, replica.NextEventSeconds);
        replica.Offer(new EngineRequest(1, 100, 3), 0);

        var reports = 0;
        while (!double.IsPositiveInfinity(replica.NextEventSeconds))
        {
            Assert.True(replica.NextEventSeconds > replica.NowSeconds);
            replica.AdvanceTo(Math.BitDecrement(replica.NextEventSeconds));
            Assert.Equal(reports, _outcome.FirstTokens.Count + _outcome.Finished.Count);
            replica.AdvanceTo(replica.NextEventSeconds);
            reports = _outcome.FirstTokens.Count + _outcome.Finished.Count;
        }

        Assert.Equal(2, reports);
    }

    private SimulatedReplica Start(EngineParameters? engine = null) => new(engine ?? Engine, observer: _outcome);
}
