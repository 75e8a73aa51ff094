using Wva.Scaling.Inputs;
using static Wva.Scaling.Tests.Fleets;
using static Wva.Scaling.Tests.TokenRows;

namespace Wva.Scaling.Tests;

/// <summary>Trust is the share of the replicas of which the analyzer that sizes them has all that it needs.</summary>
public sealed class TrustTests
{
    private static readonly ScalingPolicy BySaturation = Policy with { Analyzers = [new AnalyzerSpec(AnalyzerNames.Saturation)] };

    public static TheoryData<ScalingPolicy> Policies => [Policy, BySaturation, Policy with { Published = true }, BySaturation with { Published = true }];

    [Theory]
    [MemberData(nameof(Policies))]
    public void Stale_and_missing_replicas_are_not_trusted(ScalingPolicy policy)
        => Assert.Equal(0.25, Trust(Variant("a", Full("a-0"), Full("a-1").Stale(), Full("a-2") with { KvCacheUsage = double.NaN, TokensInUse = null }) with { Current = 4 }, policy));

    [Theory]
    [MemberData(nameof(Policies))]
    public void Who_starts_owes_nothing_and_where_nobody_serves_there_is_no_share(ScalingPolicy policy)
    {
        Assert.Equal(1, Trust(Variant("a", Full("a-0"), Starting("a-1")) with { Pending = 1 }, policy));
        Assert.Null(Trust(Variant("a"), policy));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void By_tokens_a_replica_of_unknown_capacity_is_not_trusted(bool published)
    {
        var variant = Variant("a", Full("a-0") with { KvCapacityTokens = null }).WithoutTemplate();

        Assert.Equal(0, Trust(variant, BySaturation with { Published = published }));
        Assert.Equal(1, Trust(variant, Policy with { Published = published }));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(3, 0)]
    public void By_tokens_a_queue_of_unknown_length_is_not_trusted(double waiting, double trust)
    {
        var variant = Variant("a", Row(8000, 16000, waiting, pod: "a-0")).On();

        Assert.Equal(trust, Trust(variant, BySaturation));
        Assert.Equal(1, Trust(variant, Policy));
    }

    [Fact]
    public void What_counts_is_the_analyzer_that_sizes()
    {
        var both = BySaturation with { Analyzers = [new AnalyzerSpec(AnalyzerNames.Percentage), new AnalyzerSpec(AnalyzerNames.Saturation)] };

        Assert.Equal(0, Trust(Variant("a", Row(8000, 16000, 3, pod: "a-0")).On(), both)); // tokens, where they are known
        Assert.Equal(1, Trust(Variant("a", Full("a-0") with { KvCapacityTokens = null }).WithoutTemplate(), both)); // nobody knows them
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_is_given_is_trusted(bool published)
    {
        var fleet = Fleet(Variant("a", Full("a-0").Stale()));
        var given = fleet with { Models = [fleet.Models[0] with { Given = [new GivenAnalysis { RequiredCapacity = 0, PerReplicaCapacity = System.Collections.Immutable.ImmutableDictionary<string, double>.Empty.Add("a", 1) }] }] };

        Assert.Equal(1, Assert.Single(ScalingCore.Decide(given, BySaturation with { Published = published }, LearnedState.Settled).Plan.Decisions).Trust);
    }

    private static ReplicaSnapshot Full(string pod) => Row(8000, 16000, 3, 100, 50, pod) with { AgeSeconds = 0.5 };

    private static double? Trust(VariantSnapshot variant, ScalingPolicy policy) => DecideOne(variant, policy).Trust;
}
