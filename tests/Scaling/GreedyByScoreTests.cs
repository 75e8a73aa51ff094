using Wva.Scaling.Analysis.Pools;
using Wva.Scaling.Mix;
using static Wva.Scaling.Tests.MixText;

namespace Wva.Scaling.Tests;

/// <summary>The optimiser under GPU limits: cases of the published autoscaler (reference section 9.5) by their ids, and what differs by default. Pools are free GPUs.</summary>
public sealed class GreedyByScoreTests
{
    [Theory]
    [InlineData("GR-01", "A100 10, H100 8", "3 1", "cheap 5/10000/1 gpus=2; exp 15/20000/1 gpus=4 acc=H100", "up 20000")]
    [InlineData("GR-02", "A100 4", "3", "a 5/10000/1 gpus=2", "up 50000")]
    [InlineData("GR-07", "A100 4, H100 0", "3 1", "a 5/10000/1 gpus=2; h 6/10000/1 gpus=4 acc=H100", "up 30000")]
    [InlineData("GR-08 zero", "A100 0", "1", "a 5/10000/1", "up 20000")]
    [InlineData("GR-11", "A100 9", "2 2", "cheap 5/10000/3; exp 15/20000/2", "down 15000")]
    [InlineData("GR-14", "A100 2", "3", "a 5/10000/1 gpus=0", "up 20000")]
    [InlineData("GR-17", "A100 10", "3 4", "p:prefill 10/10000/1 gpus=2; d:decode 10/10000/3 gpus=2", "prefill up 15000, decode up 5000")]
    [InlineData("GR-19", "A100 10", "2 3", "p:prefill 10/10000/1; d:decode 10/10000/3", "prefill up 10000, decode up 0")]
    [InlineData("GR-22", "A100 100 / A100 2", "2", "a 5/10000/1 gpus=2", "up 50000")]
    [InlineData("GR-26", "A100 100 / A100 unlimited", "6", "a 5/10000/1", "up 50000")]
    [InlineData("RS-20 over", "A100 -2", "1", "a 5/10000/1", "up 50000")]
    [InlineData("CO-08", "A100 unlimited", "6", "a 5/10000/1", "up 50000")]
    [InlineData("CO-08 tiers", "A100 unlimited", "4 1", "cheap 5/10000/1; mid 10/15000/1", "up 25000")]
    public void Both_settings_decide_the_same(string id, string pools, string expected, string variants, string ballots)
    {
        Assert.Equal((id, expected), (id, Targets(pools, published: true, Model(variants, ballots))));
        Assert.Equal((id, expected), (id, Targets(pools, published: false, Model(variants, ballots))));
    }

    [Theory]
    [InlineData("GR-04", "A100 12", "4 3 2", 15000, 2, "50000 30000 10000")]
    [InlineData("GR-05", "A100 8", "3 3", 10000, 2, "20000 20000")]
    [InlineData("CO-08 two models", "A100 unlimited", "4 6", 10000, 1, "30000 50000")]
    [InlineData("U equal of five", "A100 5", "2 2 2 2 2", 10000, 1, "20000 20000 20000 20000 20000")]
    public void Models_share_by_need(string id, string pools, string expected, int perReplica, int gpus, string needs)
    {
        var models = needs.Split(' ').Select((need, i) => Model($"v 5/{perReplica}/1 gpus={gpus}", $"up {need}", $"m{i}")).ToArray();

        Assert.Equal((id, expected), (id, Targets(pools, published: true, models)));
        Assert.Equal((id, expected), (id, Targets(pools, published: false, models)));
    }

    [Theory]
    [InlineData("GR-20", "A100 4, H100 0", "1 1", "1 2", "p:prefill 10/10000/1 acc=H100; d:decode 10/10000/1", "prefill up 10000, decode up 10000")]
    [InlineData("least served first", "A100 3", "4 2", "3 2", "p:prefill 10/10000/1; d:decode 10/10000/1", "prefill up 30000, decode up 9000")]
    [InlineData("larger replicas of one", "A100 6", "6 2", "4 2", "p:prefill 10/10000/3 gpus=2; d:decode 10/10000/1 gpus=4", "prefill up 30000, decode up 10000")]
    [InlineData("in turns", "A100 6", "4 8", "4 6", "p:prefill 10/5000/2; d:decode 10/5000/2", "prefill up 11000, decode up 27000")]
    [InlineData("same GPU twice", "A100 1", "2 2", "1 2", "p:prefill 10/10000/1; d:decode 10/10000/1", "prefill up 10000, decode up 10000")]
    public void A_pair_short_of_GPUs(string id, string pools, string published, string byDefault, string variants, string ballots)
    {
        Assert.Equal((id, published), (id, Targets(pools, published: true, Model(variants, ballots))));
        Assert.Equal((id, byDefault), (id, Targets(pools, published: false, Model(variants, ballots))));
    }

    [Fact] // GR-08 nil
    public void Without_pools_nobody_grows_and_scaling_in_goes_on()
    {
        var outcomes = GreedyByScore.Allocate([Model("a 5/10000/1", "up 20000"), Model("a 5/10000/3", "down 20000", "n")], pools: null, RescaleScopes.Off, published: true);

        Assert.Equal([1, 1], outcomes.Select(o => o.Targets[0]));
    }

    [Fact] // GR-10
    public void Unlimited_types_never_overflow()
        => Assert.Equal("3 3 3", Targets("A100 unlimited, H100 unlimited, L40S 4", published: true,
            Model("a 5/10000/1", "up 20000", "a"), Model("h 5/10000/1 acc=H100", "up 20000", "b"), Model("l 5/10000/1 acc=L40S gpus=2", "up 20000", "c")));

    [Fact] // GR-16
    public void A_second_analyzer_adds_its_score()
        => Assert.Equal("3 1", Targets("A100 4", published: true,
            Model("v 5/10000/1 gpus=2", "up 20000 | throughput prc=10000 up 20000 score=2", "a"), Model("v 5/10000/1 gpus=2", "up 20000", "b")));

    [Fact] // GR-23
    public void Priority_takes_a_scarce_namespace_budget()
        => Assert.Equal("2 1", Targets("A100 100 / A100 2", published: true, Model("v 5/10000/1 gpus=2", "up 50000", "a", priority: 100), Model("v 5/10000/1 gpus=2", "up 50000", "b")));

    [Fact] // GR-25
    public void A_namespace_with_an_empty_quota_gets_nothing()
    {
        var pools = new GpuPools([new GpuLayer("quota", new(StringComparer.Ordinal) { ["A100"] = 9 }, new(StringComparer.Ordinal) { ["ns"] = [] })], normalizes: false);

        Assert.Equal([1], GreedyByScore.Allocate([Model("a 5/10000/1", "up 20000")], pools, RescaleScopes.Off, published: true)[0].Targets);
    }

    [Fact] // U1
    public void Need_of_a_pair_is_carried_from_round_to_round()
    {
        MixModel[] models = [Model("p:prefill 10/10000/1; d:decode 10/10000/1", "prefill up 40000, decode up 40000", "a"), Model("v 10/10000/1", "up 70000", "b")];

        Assert.Equal("2 2 8", Targets("A100 99", published: true, models));
        Assert.Equal("5 5 8", Targets("A100 99", published: false, models));
    }

    [Fact]
    public void A_model_of_low_priority_gets_what_is_left_and_is_not_dropped_after_one_share()
    {
        MixModel[] models = [Model("v 10/10000/1", "up 40000", "a", priority: 0.5), Model("v 10/10000/1", "up 10000", "b", priority: 0.5)];

        Assert.Equal("5 2", Targets("A100 99", published: false, models));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Numbers_beyond_all_measure_come_to_an_end(bool published)
    {
        MixModel[] models = [Model("v 10/0.001/1", "up 1e300", "a"), Model("v 10/1e-9/1", "up 1e18 | throughput prc=1e18 up 1e18", "b", priority: double.NaN)];

        Assert.Equal(2, GreedyByScore.Allocate([.. models], Pools("A100 unlimited"), RescaleScopes.Off, published).Length);
    }

    private static string Targets(string pools, bool published, params MixModel[] models)
        => string.Join(' ', GreedyByScore.Allocate([.. models], Pools(pools), RescaleScopes.Off, published).SelectMany(o => o.Targets));
}
