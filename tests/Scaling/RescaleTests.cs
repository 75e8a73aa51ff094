using Wva.Scaling.Analysis.Pools;
using Wva.Scaling.Inputs;
using Wva.Scaling.Mix;
using static Wva.Scaling.Tests.MixText;

namespace Wva.Scaling.Tests;

/// <summary>GPUs under contention: cases of the published autoscaler (reference section 9.6) by their ids.</summary>
public sealed class RescaleTests
{
    private static readonly RescaleScopes Cluster = new(Cluster: true, []);
    private static readonly RescaleScopes Namespace = new(Cluster: false, ["ns"]);

    [Theory]
    [InlineData("RS-01", 8, "0 0", "8 8", "8 24", "2 6")]
    [InlineData("RS-02", 8, "0 0", "8 4", "8 12", "4 4")]
    [InlineData("RS-04", 7, "0 0", "7 7", "1 1", "4 3")]
    [InlineData("a tie of halves", 11, "0 0", "99 99", "15 7", "8 3")]
    [InlineData("a tie of halves, weights swapped", 21, "0 0", "99 99", "10 18", "8 13")]
    [InlineData("RS-05", 6, "1 0", "1 8", "0 8", "1 5")]
    [InlineData("floors take all", 2, "2 1", "4 4", "1 1", "2 1")]
    [InlineData("RS-23 split", 4, "0 0", "9 9", "6 2", "3 1")]
    [InlineData("RS-23 by current", 4, "0 0", "9 9", "3 1", "3 1")]
    [InlineData("RS-23 floors", 2, "1 1", "9 9", "6 2", "1 1")]
    [InlineData("RS-23 floors and rest", 6, "1 1", "9 9", "3 1", "4 2")]
    public void GPUs_are_shared_by_weight(string id, long budget, string floors, string caps, string weights, string expected)
        => Assert.Equal((id, expected), (id, string.Join(' ', WaterFill.Share(budget, Numbers(floors), Numbers(caps), Array.ConvertAll(Numbers(weights), n => (double)n)))));

    [Theory]
    [InlineData("RS-07", "A100 0", "a 1 v 1/1000/8 of 8000; b 3 v 1/1000/0 of 8000", "2 0")]
    [InlineData("RS-08", "A100 3", "a 1 v 1/1000/5 of 8000; b 3 v 1/1000/0 of 8000", "2 3")]
    [InlineData("RS-12", "A100 0", "a 1 p:prefill 1/1000/4,d:decode 1/1000/4 prefill of 4000 decode of 4000; b 3 v 1/1000/0 of 8000", "1 1 0")]
    [InlineData("RS-13", "A100 0", "a 1 p:prefill 1/1000/4,d:decode 1/1000/4 prefill of 6000 decode of 2000; b 1 v 1/1000/0 of 8000", "3 1 0")]
    [InlineData("RS-16", "A100 6", "a 1 v 1/1000/2 of 8000; b 3 w 1/1000/0 max=2 of 8000", "6 2")]
    [InlineData("RS-17", "A100 1", "c 1 v 1/1000/4 of 4000; a 2 v 1/1000/0 of 4000; b 4 v 1/1000/0 of 4000", "1 0 1")]
    [InlineData("RS-19", "A100 3", "a 1 v 1/1000/5 of 8000; b 3 v 1/1000/0 gpus=2 of 4000", "2 1")]
    [InlineData("RS-22", "A100 8", "a 1 p:prefill 1/1000/0,d:decode 1/1000/0 prefill of 12000 decode of 4000", "6 2")]
    public void Models_give_up_now_and_get_what_is_free_now(string id, string pools, string models, string expected)
        => Assert.Equal((id, expected), (id, Targets(models, Pools(pools), Cluster)));

    [Theory]
    [InlineData("RS-20 unlimited", "A100 unlimited")]
    [InlineData("RS-20 over", "A100 -2")]
    [InlineData("RS-10 uncontended", "A100 12")]
    public void Without_contention_nothing_moves(string id, string pools)
        => Assert.Equal((id, "8 0"), (id, Targets("a 1 v 1/1000/8 of 8000; b 3 v 1/1000/0 of 8000", Pools(pools), Cluster)));

    [Fact]
    public void RS_11_the_cluster_flag_never_touches_a_namespace_quota()
    {
        const string Models = "a 1 v 1/1000/8 of 8000; b 3 v 1/1000/0 of 8000";

        Assert.Equal("8 0", Targets(Models, Pools("A100 20 / A100 0"), Cluster));
        Assert.Equal("2 0", Targets(Models, Pools("A100 20 / A100 0"), Namespace));
        Assert.Equal("8 0", Targets(Models, Pools("A100 0"), Namespace));
    }

    [Fact]
    public void RS_14_a_fill_takes_from_namespace_and_cluster()
    {
        var pools = Pools("A100 5 / A100 2");

        Assert.Equal("2 0", Targets("a 1 v 1/1000/0 of 8000; b 0 v 1/1000/0 of 8000", pools, Namespace));
        Assert.Equal((3, 0), (pools.LeftOfCluster("A100"), pools.LeftOfNamespace("ns", "A100")));
    }

    [Fact]
    public void RS_25_what_a_role_cannot_use_goes_to_the_next_model()
        => Assert.Equal("1 1 1", Targets(
            "b 3 p:prefill 1/1000/0 max=1,d:decode 1/1000/0 prefill of 6000 decode of 3000; c 1 v 1/1000/0 of 9000", Pools("A100 3"), Cluster));

    [Theory]
    [InlineData(true, false, true, "")]
    [InlineData(false, true, false, "ns")]
    [InlineData(false, false, false, "")]
    public void The_policy_says_where_it_is_on(bool common, bool own, bool cluster, string namespaces)
    {
        var policy = new ScalingPolicy { EnableRescale = common };
        policy = policy with { Overrides = [new PolicyOverride("ns", "m", policy with { EnableRescale = common || own })] };

        Assert.Equal((cluster, namespaces), (RescaleScopes.Of(policy).Cluster, string.Join(',', RescaleScopes.Of(policy).Namespaces)));
    }

    private static string Targets(string models, GpuPools pools, RescaleScopes scopes)
        => string.Join(' ', GreedyByScore.Allocate([.. models.Split(';', StringSplitOptions.TrimEntries).Select(Read)], pools, scopes, published: true).SelectMany(o => o.Targets));

    /// <summary><c>name priority variant,variant ballot</c>; nothing is needed beyond what is coming, so only rescaling moves anything.</summary>
    private static MixModel Read(string text)
    {
        var words = text.Split(' ', 3);
        var ballot = words[2].Contains(" prefill of", StringComparison.Ordinal) ? words[2].IndexOf(" prefill of", StringComparison.Ordinal) : words[2].IndexOf(" of ", StringComparison.Ordinal);
        return Model(words[2][..ballot].Replace(',', ';'), words[2][ballot..], words[0], double.Parse(words[1], System.Globalization.CultureInfo.InvariantCulture));
    }

    private static long[] Numbers(string text) => Array.ConvertAll(text.Split(' '), n => long.Parse(n, System.Globalization.CultureInfo.InvariantCulture));
}
