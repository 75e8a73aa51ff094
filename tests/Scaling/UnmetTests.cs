using System.Collections.Immutable;
using Wva.Scaling.Inputs;
using static Wva.Scaling.Tests.Fleets;
using static Wva.Scaling.Tests.TokenRows;

namespace Wva.Scaling.Tests;

/// <summary>Where demand is unmet and nothing changes, the record names each variant that has no room, and why.</summary>
public sealed class UnmetTests
{
    private static readonly ScalingPolicy BySaturation = Policy with { Analyzers = [new AnalyzerSpec(AnalyzerNames.Saturation)] };

    private static readonly VariantSnapshot Full = Variant("a", Row(12000, 16000, 90, 100, 50, "a-0")).Of(cost: 1, max: 1).On();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Who_is_at_its_max_and_who_finds_no_GPUs_is_named(bool bySaturation)
    {
        var decision = First(bySaturation ? BySaturation : Policy, Full, Variant("b").On() with { StockOut = true });

        Assert.Equal((1, ReasonCodes.AtMax), (decision.Target, decision.Reason.Code));
        Assert.Equal([ReasonCodes.NoRoom, ReasonCodes.NoGpus], decision.Considered.Select(r => r.Code), StringComparer.Ordinal);
        Assert.Equal("a (cost 1) is at its max of 1", decision.Considered[0].Message);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Where_GPUs_have_run_out_the_type_is_named(bool bySaturation)
    {
        var limited = (bySaturation ? BySaturation : Policy) with { EnableLimiter = true, GpuInventory = ImmutableDictionary<string, int>.Empty.Add(Hardware, 1) };

        var decision = First(limited, Full with { Spec = Full.Spec with { Max = 9 } });

        Assert.Equal((1, ReasonCodes.GpuLimit), (decision.Target, decision.Reason.Code));
        Assert.Equal("a (cost 1) finds no more GPUs of type H100", Assert.Single(decision.Considered).Message);
    }

    [Fact]
    public void A_variant_that_nobody_hears_of_comes_later_and_is_not_said_to_lack_GPUs()
    {
        var silent = Variant("a").Of(cost: 1).On("--max-num-seqs=64", "--num-gpu-blocks-override=1000") with { Current = 2 };
        var busy = Variant("b", Row(15500, 16000, 90, 100, 50, "b-0")).Of(cost: 2).On("--max-num-seqs=64", "--num-gpu-blocks-override=1000");

        var decision = ScalingCore.Decide(Fleet(silent, busy), BySaturation, LearnedState.Settled).Plan.Decisions[1];

        Assert.True(decision.Target > 1);
        Assert.Equal("a (cost 1, not heard of) comes later", Assert.Single(decision.Considered).Message);
    }

    [Fact]
    public void A_minimum_of_the_schedule_that_goes_over_a_limit_is_named_beside_it()
    {
        var policy = Policy with
        {
            EnableLimiter = true,
            GpuInventory = ImmutableDictionary<string, int>.Empty.Add(Hardware, 2),
            Schedules = [new ScheduledMin("a", 4, new TimeOnly(7, 0), new TimeOnly(9, 0))],
        };

        var decision = First(policy, Variant("a", Pod("a-0", 1, 90)).WithoutTemplate());

        Assert.Equal(4, decision.Target);
        Assert.Contains(decision.Reasons, reason => reason.Code == ReasonCodes.MinOverLimit);
        Assert.Contains(decision.Reasons, reason => reason.Code == ReasonCodes.ScheduledMin && reason.Message.StartsWith("min is 4 from 07:00 to 09:00 UTC", StringComparison.Ordinal));
    }

    [Fact]
    public void A_rise_that_does_not_suffice_names_who_else_is_full()
    {
        var decision = First(Policy, Full with { Spec = Full.Spec with { Max = 2 } }, Variant("b", Pod("b-0", 1, 90)).Of(cost: 2, max: 1));

        Assert.Equal(2, decision.Target);
        Assert.Equal([ReasonCodes.NoRoom, ReasonCodes.DemandUnmet], decision.Considered.Select(r => r.Code), StringComparer.Ordinal);
    }

    [Fact]
    public void W16_where_only_an_analyzer_that_does_not_vote_is_listed_what_is_there_stands()
    {
        var decision = First(Policy with { Analyzers = [new AnalyzerSpec("throughput")] }, Variant("a", Pod("a-0"), Pod("a-1"), Pod("a-2"), Pod("a-3")));

        Assert.Equal((4, ReasonCodes.NotSized), (decision.Target, decision.Reason.Code));
    }

    private static Decision.VariantDecision First(ScalingPolicy policy, params VariantSnapshot[] variants)
        => ScalingCore.Decide(Fleet(variants), policy, LearnedState.Settled).Plan.Decisions[0];
}
