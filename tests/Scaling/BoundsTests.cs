using Wva.Scaling.Inputs;
using static Wva.Scaling.Tests.Fleets;

namespace Wva.Scaling.Tests;

/// <summary>A user's bounds, an operator's number and a schedule hold at once, whoever starts.</summary>
public sealed class BoundsTests
{
    private static readonly ScalingPolicy BySaturation = Policy with { Analyzers = [new AnalyzerSpec(AnalyzerNames.Saturation)] };

    public static TheoryData<bool> Analyzers => [false, true];

    [Theory]
    [MemberData(nameof(Analyzers))]
    public void A_min_that_is_raised_holds_at_once_and_stays(bool bySaturation)
    {
        var cycles = Running(bySaturation);

        Assert.Equal(5, cycles.Once(Starting(min: 5)).Target);
        Assert.Equal(5, cycles.For(60, Starting(min: 5)).Target);
    }

    [Theory]
    [MemberData(nameof(Analyzers))]
    public void A_max_that_is_lowered_holds_at_once_and_stays(bool bySaturation)
    {
        var cycles = Running(bySaturation);

        Assert.Equal(1, cycles.Once(Starting(max: 1)).Target);
        Assert.Equal(1, cycles.For(60, Starting(max: 1)).Target);
    }

    [Theory]
    [MemberData(nameof(Analyzers))]
    public void A_count_that_has_ever_been_out_of_bounds_is_left_to_its_scaler(bool bySaturation)
    {
        var cycles = new Cycles(LearnedState.Settled, bySaturation ? BySaturation : Policy);

        Assert.Equal(2, cycles.Once(Starting(min: 5)).Target);
        Assert.Equal(2, cycles.For(60, Starting(min: 5)).Target);
    }

    [Theory]
    [MemberData(nameof(Analyzers))]
    public void A_variant_that_a_running_aggregator_did_not_know_gets_its_bounds_at_once_and_keeps_them(bool bySaturation)
    {
        var (low, high) = (New(bySaturation), New(bySaturation));

        Assert.Equal((5, 1), (low.Once(Starting(min: 5)).Target, high.Once(Starting(max: 1)).Target));
        Assert.Equal((5, 1), (low.For(60, Starting(min: 5)).Target, high.For(60, Starting(max: 1)).Target));
    }

    [Theory]
    [MemberData(nameof(Analyzers))]
    public void A_minimum_of_the_schedule_does_not_wait_for_replicas_that_start(bool bySaturation)
    {
        var policy = (bySaturation ? BySaturation : Policy) with { Schedules = [new ScheduledMin("a", 4, new TimeOnly(7, 0), new TimeOnly(9, 0))] };

        Assert.Equal(4, DecideOne(Starting(), policy).Target);
    }

    [Theory]
    [MemberData(nameof(Analyzers))]
    public void An_operators_number_does_not_wait_for_replicas_that_start(bool bySaturation)
    {
        var cycles = Running(bySaturation);

        Assert.Equal(6, cycles.Once(Starting() with { OperatorHold = new OperatorHold(6, null, "ops") }).Target);
        Assert.Equal(1, cycles.Once(Starting() with { OperatorHold = new OperatorHold(1, null, "ops") }).Target);
    }

    [Theory]
    [InlineData(6)]
    [InlineData(1)]
    [InlineData(null)]
    public void An_operators_word_stands_as_long_as_it_holds(int? replicas)
    {
        var cycles = Running(bySaturation: false);
        var told = Starting() with { OperatorHold = new OperatorHold(replicas, Start.AddHours(1), "ops") };

        var first = cycles.Once(told).Target;

        Assert.Equal(replicas ?? 2, first);
        Assert.Equal(first, cycles.For(300, told).Target);
    }

    private static Cycles New(bool bySaturation) => new(LearnedState.StartedAt(Start), bySaturation ? BySaturation : Policy);

    private static Cycles Running(bool bySaturation)
    {
        var cycles = Cycles.Published(2, bySaturation ? BySaturation : Policy);
        cycles.For(20, Starting());
        return cycles;
    }

    private static VariantSnapshot Starting(int? min = null, int? max = null)
        => Variant("a", Pod("a-0", OneReplica) with { KvCapacityTokens = 16_000, AvgInputTokens = 100, AvgOutputTokens = 50 }, Fleets.Starting("a-1")).Of(min: min, max: max) with { Pending = 1 };
}
