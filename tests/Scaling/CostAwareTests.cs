using Wva.Scaling.Analysis;
using Wva.Scaling.Inputs;
using Wva.Scaling.Mix;
using static Wva.Scaling.Tests.MixText;

namespace Wva.Scaling.Tests;

/// <summary>The optimiser without limits: cases of the published autoscaler (reference section 9.4) by their ids, and what differs by default.</summary>
public sealed class CostAwareTests
{
    private const string Cheap = "cheap 5/10000/1; exp 15/20000/1";
    private const string Pair = "p:prefill 10/10000/1; d:decode 10/10000/1";

    [Theory]
    [InlineData("CA-01", "cheap 5/10000/2; exp 15/20000/1", "up 5000", "3 1")]
    [InlineData("CA-04", "cheap 5/10000/1; mid 10/15000/1", "up 25000", "4 1")]
    [InlineData("CA-05", "cheap 5/10000/1 max=3; exp 15/20000/1", "up 30000", "3 2")]
    [InlineData("CA-07", "exp 15/20000/1; cheap 5/10000/1", "down 30000", "0 1")]
    [InlineData("CA-08", "exp 15/20000/1; cheap 5/10000/1", "down 15000", "1 0")]
    [InlineData("CA-10", "exp 15/20000/3 min=2; cheap 5/10000/3", "down 50000", "2 0")]
    [InlineData("CA-11", "keep 15/20000/2 min=1; expendable 5/10000/3", "down 80000", "1 0")]
    [InlineData("CA-12", "p:prefill 15/10000/2; d:decode 5/10000/3", "prefill down 0, decode down 20000", "2 1")]
    [InlineData("CA-13", "p:prefill 15/10000/3; d:decode 5/10000/3", "prefill down 10000, decode down 20000", "2 1")]
    [InlineData("CA-14", "a:decode 10/10000/1; b:decode 5/10000/1", "decode down 20000", "0 1")]
    [InlineData("CA-16", "a 5/10000/2", "up 0", "2")]
    [InlineData("CA-17 up", "a 5/10000/1", "up 5000", "2")]
    [InlineData("CA-17 down", "a 5/10000/2", "down 10000", "1")]
    [InlineData("CA-19", "p1:prefill 5/10000/1; p2:prefill 15/10000/1; d1:decode 5/10000/1; d2:decode 15/10000/1", "prefill up 10000, decode up 10000", "2 1 2 1")]
    [InlineData("CA-20", "p:prefill 10/10000/2; d:decode 10/10000/1", "prefill up 0, decode up 10000", "2 2")]
    [InlineData("CO-01", "a 5/10000/2", "up 5000 | throughput prc=10000 up 25000", "5")]
    [InlineData("CO-02", "a 5/10000/2", "up 5000 live=no | throughput prc=10000 up 25000 | forecast prc=10 up 9", "2")]
    [InlineData("CO-04", "p:prefill 5/5000/1", "prefill up 10000 | throughput prc=5000 prefill up 15000", "4")]
    [InlineData("CO-05", "a 5/10000/4", "down 20000 | throughput prc=10000 down 5000 live=no", "2")]
    [InlineData("CO-07", "a 5/10000/4", "down 20000 live=no | throughput prc=10000 down 30000 live=no", "4")]
    public void Both_settings_decide_the_same(string id, string variants, string ballots, string expected)
    {
        Assert.Equal((id, expected), (id, Targets(variants, ballots, published: true)));
        Assert.Equal((id, expected), (id, Targets(variants, ballots, published: false)));
    }

    [Theory]
    [InlineData("W12", "p:prefill 10/20000/1; d:decode 10/20000/1", "prefill up 20000, decode up 20000 | throughput prc=0 up 0 live=no", "1 1", "2 2")]
    [InlineData("W13 max", "p:prefill 10/20000/2 max=2; d:decode 10/20000/1", "prefill up 0, decode up 20000", "2 1", "2 2")]
    [InlineData("W13 part", "p:prefill 10/10000/0; d:decode 10/10000/1 max=2", "prefill up 40000, decode up 20000", "2 2", "4 2")]
    [InlineData("W14", "p:prefill 10/10000/3; d:decode 10/10000/3", "prefill down 20000, decode down 20000 | throughput prc=10000 decode down 20000", "3 1", "1 1")]
    [InlineData("W15", "a 5/100/0", "up 100 | throughput prc=1000 up 30000", "300", "30")]
    [InlineData("U2 cost 0", "big 0/20000/0; abig 0/10000/0", "up 40000", "0 4", "2 0")]
    [InlineData("rounding", "a 5/0.1/1", "up 0.30000000000000004", "5", "4")]
    [InlineData("rounding of one", "a 5/1000/3; b 9/1000/0", "up 0.0000000001", "4 0", "3 0")]
    [InlineData("cost-0091", "known 10/10000/4; unknown 10/0/2", "down 40000", "0 2", "1 2")]
    public void A_weakness_is_kept_when_published_and_fixed_by_default(string id, string variants, string ballots, string published, string fixedByDefault)
    {
        Assert.Equal((id, published), (id, Targets(variants, ballots, published: true)));
        Assert.Equal((id, fixedByDefault), (id, Targets(variants, ballots, published: false)));
    }

    [Fact] // CA-22
    public void Without_a_ballot_nothing_is_decided()
    {
        var outcome = CostAware.Allocate(Model(Cheap, ""), published: true);

        Assert.Equal(Anchor.None, outcome.Anchor);
        Assert.Equal([1, 1], outcome.Targets);
    }

    [Fact]
    public void A_variant_that_the_anchor_leaves_out_is_sized_by_saturation_where_that_votes()
    {
        var model = Model(Pair, "prefill up 9 live=no | throughput prc=5000 prefill up 9");
        model = model with { Ballots = model.Ballots.SetItem(1, model.Ballots[1] with { Variants = [new VariantCapacity(5000, "test"), new VariantCapacity(0, "test")] }) };

        Assert.Equal([5000, 10000], CostAware.Allocate(model, published: true).PerReplica);
    }

    [Theory] // EN-01, EN-02
    [InlineData("", "up", true)]
    [InlineData("saturation", "up", true)]
    [InlineData("percentage", "up", true)]
    [InlineData("throughput", "none", false)]
    public void A_given_analysis_votes_unless_the_policy_lists_others(string listed, string _, bool votes)
    {
        var policy = new ScalingPolicy { Analyzers = listed.Length == 0 ? [] : [new AnalyzerSpec(listed)] };
        var model = Fleets.Fleet(Fleets.Variant("a")).Models[0] with { Given = [new GivenAnalysis { RequiredCapacity = 1, PerReplicaCapacity = System.Collections.Immutable.ImmutableDictionary<string, double>.Empty.Add("a", 1) }] };

        Assert.Equal(votes, Assert.Single(GivenBallots.Of(model, policy)).Enabled);
    }

    private static string Targets(string variants, string ballots, bool published) => string.Join(' ', CostAware.Allocate(Model(variants, ballots), published).Targets);

    [Theory]
    [InlineData(true, 1)] // by saturation alone three of four are too many
    [InlineData(false, 4)] // the other one is all there is
    public void Where_no_analyzer_is_listed_only_saturation_votes(bool withSaturation, int expected)
    {
        var capacity = System.Collections.Immutable.ImmutableDictionary<string, double>.Empty.Add("a", 10_000);
        GivenAnalysis[] given = [new GivenAnalysis { SpareCapacity = 30_000, PerReplicaCapacity = capacity }, new GivenAnalysis { Name = "throughput", SpareCapacity = 0, PerReplicaCapacity = capacity }];
        var pods = Enumerable.Range(0, 4).Select(i => Fleets.Pod($"a-{i}")).ToArray();
        var model = Fleets.Fleet(Fleets.Variant("a", pods).Of(min: 1)).Models[0] with { Given = [.. given.Where(analysis => withSaturation || analysis.Name == "throughput")] };

        var decision = ScalingCore.Decide(new FleetSnapshot(Fleets.Start, [model]), new ScalingPolicy { Published = true }, LearnedState.Settled).Plan.Decisions[0];

        Assert.Equal(expected, decision.Target);
    }
}
