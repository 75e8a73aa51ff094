using System.Collections.Immutable;
using Wva.Scaling.Inputs;
using static Wva.Scaling.Tests.Fleets;

namespace Wva.Scaling.Tests;

/// <summary>A cap on what a namespace costs an hour, as the mix knows it.</summary>
public sealed class CostCapTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Where_the_best_variant_is_too_dear_the_next_one_grows(bool limiter)
    {
        var decisions = ScalingCore.Decide(Given(required: 10), Capped(27, limiter), LearnedState.Settled).Plan.Decisions;

        Assert.Equal([1, 1], decisions.Targets());
        Assert.Contains(decisions[1].Considered, r => r.Code == ReasonCodes.CostCap);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_the_namespace_may_pay_for_is_asked_for_at_once_and_no_more_later(bool limiter)
    {
        var cycles = new Cycles(LearnedState.Settled, Capped(40, limiter));
        var full = Variant("a", Pod("a-0", 1, 9), Pod("a-1", 1, 9));
        full = full with { Spec = full.Spec with { Accelerator = "H100" } };

        var first = cycles.Once(full);

        Assert.Equal(4, first.Target);
        Assert.Equal(4, cycles.For(60, full).Target);
    }

    [Fact]
    public void A_variant_that_may_not_grow_says_that_money_is_why()
    {
        var decision = DecideOne(Variant("a", Pod("a-0", 1, 9)), Capped(10, limiter: false));

        Assert.Equal((1, 2), (decision.Target, decision.Wanted));
        Assert.Equal(new Reason("limits", ReasonCodes.CostCap, "2 were wanted; ns may cost 10 an hour: 1"), decision.Reason);
    }

    [Fact]
    public void A_namespace_over_its_cap_gets_no_GPU_twice_for_variants_that_cost_nothing()
    {
        var policy = Capped(10, limiter: true) with { GpuInventory = ImmutableDictionary<string, int>.Empty.Add("H100", 6), Analyzers = [new AnalyzerSpec(AnalyzerNames.Percentage)] };

        var plan = ScalingCore.Decide(
            Fleet(Free("a", Role.Prefill, gpus: 1), Free("z", Role.Decode, gpus: 2), Variant("dear", Pod("dear-0")).Of(cost: 20)), policy, LearnedState.Settled).Plan;

        Assert.Equal([1, 2, 1], plan.Decisions.Targets());
    }

    [Fact]
    public void A_min_is_paid_for_before_anybody_grows()
    {
        var plan = ScalingCore.Decide(
            Fleet(Variant("a", Pod("a-0", 1, 9), Pod("a-1", 1, 9), Pod("a-2", 1, 9)).Of(cost: 10), Variant("b", Pod("b-0")).Of(cost: 20, min: 2)), Capped(80, limiter: false), LearnedState.Settled).Plan;

        Assert.Equal([4, 2], plan.Decisions.Targets());
    }

    private static VariantSnapshot Free(string name, Role role, int gpus)
    {
        var variant = Variant(name, Pod($"{name}-0", 1, 20)).Of(cost: 0);
        return variant with { Spec = variant.Spec with { Role = role, Accelerator = "H100", GpusPerReplica = gpus } };
    }

    private static ScalingPolicy Capped(double cap, bool limiter) => Policy with
    {
        EnableLimiter = limiter,
        GpuInventory = ImmutableDictionary<string, int>.Empty.Add("H100", 99),
        CostPerHourCap = ImmutableDictionary<string, double>.Empty.Add("ns", cap),
    };

    /// <summary>A large variant that is cheaper by capacity, and a small one.</summary>
    private static FleetSnapshot Given(double required)
    {
        var fleet = Fleet(Sized("large", 20), Sized("small", 6));
        return fleet with
        {
            Models =
            [
                fleet.Models[0] with
                {
                    Given = [new GivenAnalysis { RequiredCapacity = required, PerReplicaCapacity = ImmutableDictionary<string, double>.Empty.Add("large", 80).Add("small", 10) }],
                },
            ],
        };
    }

    private static VariantSnapshot Sized(string name, double cost)
    {
        var variant = name == "large" ? Variant(name, Pod("l-0")) : Variant(name);
        return variant.Of(cost: cost) with { Spec = variant.Spec with { Cost = cost, Accelerator = "H100" } };
    }
}
