using Wva.Simulation.Engines;

namespace Wva.Simulation.Tests.Engines;

public sealed class ReplicaLifeTests
{
    private const double Tolerance = 1e-12;

    private static readonly EngineParameters Engine = new(
        new EngineSpeed(AlphaMs: 10, BetaMs: 1, PrefillMsPerToken: 0.1, ContextMsPerKtoken: 2),
        new EngineLimits(KvTokens: 1616) { MaxNumSeqs = 4, MaxBatchedTokens = 500, MaxModelLength = 1000 });

    private readonly Outcome _outcome = new();

    [Fact]
    public void A_prompt_that_leaves_no_room_is_refused_for_good()
    {
        var replica = Start();

        Assert.Equal(OfferResult.TooLong, replica.Offer(new EngineRequest(1, 1000, 1), 0));
        Assert.Equal(0, replica.Outstanding);
        Assert.False(replica.WasAsked);
    }

    [Fact]
    public void While_it_starts_it_refuses()
    {
        var replica = new SimulatedReplica(Engine, startedAtSeconds: 100, startupSeconds: 20, _outcome);

        Assert.Equal(OfferResult.Refused, replica.Offer(new EngineRequest(1, 10, 10), 119.9));
        Assert.False(replica.IsReady);
        Assert.Equal(OfferResult.Queued, replica.Offer(new EngineRequest(1, 10, 10), 120));
        Assert.True(replica.IsReady);
    }

    [Fact]
    public void A_client_that_gives_up_makes_room_after_the_iteration_in_flight()
    {
        var replica = Start(Engine with { Limits = Engine.Limits with { MaxNumSeqs = 1 } });
        replica.Offer(new EngineRequest(1, 100, 500), 0);
        replica.Offer(new EngineRequest(2, 100, 1), 0);
        replica.Offer(new EngineRequest(3, 100, 1), 0);

        Assert.True(replica.Abort(1, 0.025));
        Assert.True(replica.Abort(2, 0.026));
        replica.AdvanceTo(1);

        Assert.Equal([3], _outcome.Finished.Select(request => request.Request.Id));
        Assert.Equal(0.0322, _outcome[3].ScheduledAt, Tolerance);
        Assert.Equal(new EngineGauges(0, 0, 0), replica.Gauges);
        Assert.Equal((2, 0), (replica.Meters.Finished(FinishReason.Abort), replica.Outstanding));
        Assert.False(replica.Abort(3, 2));
    }

    [Fact]
    public void A_client_that_gives_up_during_its_prefill_hears_nothing_more()
    {
        var replica = Start();
        replica.Offer(new EngineRequest(1, 100, 5), 0);
        Assert.True(replica.Abort(1, 0.001));
        Assert.Equal(OfferResult.Queued, replica.Offer(new EngineRequest(1, 100, 5), 0.002)); // the id is free again
        replica.AdvanceTo(1);

        Assert.Equal([1], _outcome.FirstTokens.Select(first => first.Id));
        Assert.Equal(0.021, _outcome[1].ScheduledAt, Tolerance);
        Assert.Equal(0, replica.Outstanding);
    }

    [Fact]
    public void Time_never_goes_back_and_no_two_requests_have_one_id()
    {
        var replica = Start();
        replica.Offer(new EngineRequest(1, 100, 500), 3);

        Assert.Throws<ArgumentOutOfRangeException>(() => replica.AdvanceTo(2.9));
        Assert.Throws<ArgumentOutOfRangeException>(() => replica.AdvanceTo(double.NaN));
        Assert.Contains("id 1", Assert.Throws<ArgumentException>(() => replica.Offer(new EngineRequest(1, 1, 1), 3)).Message, StringComparison.Ordinal);
        Assert.Contains("PromptTokens = 0", Assert.Throws<ArgumentException>(() => replica.Offer(new EngineRequest(2, 0, 1), 3)).Message, StringComparison.Ordinal);
    }

    private SimulatedReplica Start(EngineParameters? engine = null) => new(engine ?? Engine, observer: _outcome);
}
