using Wva.Scaling.Inputs;
using static Wva.Scaling.Tests.Fleets;

namespace Wva.Scaling.Tests;

public sealed class HoldTests
{
    private static readonly ScalingPolicy ThirtySeconds = new() { ScaleInStabilization = TimeSpan.FromSeconds(30) };

    private static readonly VariantSnapshot Full = Variant("a", Pod("a-0", OneReplica), Pod("a-1", OneReplica));

    private static readonly VariantSnapshot Half = Variant("a", Pod("a-0", OneReplica), Pod("a-1"));

    private static readonly VariantSnapshot HalfSilent = Variant("a", Pod("a-0", OneReplica), Pod("a-1").Stale());

    [Fact]
    public void Growth_is_published_at_once()
        => Assert.Equal(3, Cycles.Published(2).Once(Variant("a", Pod("a-0", waiting: 9), Pod("a-1", waiting: 2))).Target);

    [Fact]
    public void A_fall_is_the_most_that_was_wanted_within_the_window()
    {
        var cycles = Cycles.Published(2, ThirtySeconds);
        cycles.Once(Full);

        var early = cycles.For(29, Half);
        var late = cycles.For(1, Half);

        Assert.Equal((2, ReasonCodes.Stabilizing), (early.Target, early.Reason.Code));
        Assert.Equal((1, ReasonCodes.ScaleIn), (late.Target, late.Reason.Code));
    }

    [Fact]
    public void A_single_cycle_that_wants_more_starts_the_window_again()
    {
        var cycles = Cycles.Published(2, ThirtySeconds);
        cycles.Once(Full);
        cycles.For(20, Half);
        cycles.For(1, Full);

        Assert.Equal(30, cycles.Until(1, Half));
    }

    [Fact]
    public void A_window_of_nothing_lets_a_fall_through()
        => Assert.Equal(1, Cycles.Published(2, new ScalingPolicy { ScaleInStabilization = TimeSpan.Zero }).Once(Half).Target);

    [Fact]
    public void A_held_cycle_adds_nothing_and_the_window_runs_on_through_a_fault()
    {
        var cycles = Cycles.Published(2, ThirtySeconds);
        cycles.Once(Full);
        cycles.For(25, HalfSilent);

        Assert.Equal(11, cycles.Until(1, Half)); // the window ended 5 s into it; 10 s without a hold are counted from its first cycle
    }

    [Theory]
    [InlineData(1)]
    [InlineData(29)]
    [InlineData(31)]
    [InlineData(400)]
    public void After_any_fault_a_half_loaded_variant_scales_in_within_its_window_and_ten_seconds(int faultSeconds)
    {
        var cycles = Cycles.Published(2, ThirtySeconds);
        cycles.For(60, Full);
        cycles.For(faultSeconds, HalfSilent);

        Assert.InRange(cycles.Until(1, Half), 10, 40);
    }

    [Fact]
    public void A_scale_in_needs_ten_seconds_without_a_hold_just_before_it()
    {
        var cycles = Cycles.Published(2, ThirtySeconds);
        cycles.For(60, HalfSilent);

        var settling = cycles.For(10, Half);

        Assert.Equal((2, ReasonCodes.HeldSettling), (settling.Target, settling.Reason.Code));
        Assert.Equal(1, cycles.For(1, Half).Target);
    }

    [Fact]
    public void A_flapping_agent_holds_its_variant()
    {
        var cycles = Cycles.Published(2, ThirtySeconds);
        cycles.For(1, HalfSilent);
        for (var i = 0; i < 50; i++)
        {
            cycles.For(5, Half);
            Assert.Equal(2, cycles.For(1, HalfSilent).Target);
        }
    }

    [Fact]
    public void Nothing_scales_in_during_a_rollout()
    {
        var cycles = Cycles.Published(2, ThirtySeconds);

        var held = cycles.For(300, Half with { Rollout = true });

        Assert.Equal((2, ReasonCodes.HeldRollout), (held.Target, held.Reason.Code));
        Assert.InRange(cycles.Until(1, Half), 10, 40);
    }

    [Fact]
    public void Nothing_of_a_role_group_is_taken_in_while_replicas_of_it_start()
    {
        var decisions = Decide(
            Variant("a", Pod("a-0"), Pod("a-1")).Of(cost: 20),
            Variant("b", Pod("b-0", 0.1), Starting("b-1")).Of(cost: 5));

        Assert.Equal([2, 2], decisions.Targets());
        Assert.Equal(ReasonCodes.HeldStarting, decisions[0].Reason.Code);
    }

    [Fact]
    public void A_pod_that_serves_and_is_not_Ready_yet_counts_as_starting()
        => Assert.Equal(ReasonCodes.HeldStarting, DecideOne(Half with { Pending = 1 }).Reason.Code);

    [Fact]
    public void A_start_that_never_ends_holds_for_half_an_hour_and_then_alerts()
    {
        var cycles = Cycles.Published(3, ThirtySeconds);
        var stuck = Variant("a", Pod("a-0", OneReplica), Pod("a-1"), Starting("a-2"));

        Assert.Equal(3, cycles.For(29 * 60, stuck).Target);
        Assert.InRange(cycles.Until(1, stuck), 50, 120);
        Assert.True(cycles.For(1, stuck).Says(ReasonCodes.StartOverdue));
    }

    [Fact]
    public void The_span_in_which_nobody_decided_counts_as_wanting_what_was_published()
    {
        var cycles = Cycles.Published(2, ThirtySeconds);
        cycles.For(60, Full);
        cycles.Seconds += 3600; // killed, and started again an hour later with its state

        Assert.InRange(cycles.Until(1, Half), 30, 41);
    }

    [Fact]
    public void A_few_late_cycles_are_no_restart()
    {
        var cycles = Cycles.Published(2, ThirtySeconds);
        cycles.Once(Full);
        cycles.For(20, Half);
        cycles.Seconds += 4;

        Assert.Equal(6, cycles.Until(1, Half));
    }

    [Fact]
    public void A_clock_that_was_set_back_holds_for_no_longer_than_a_window()
    {
        var cycles = Cycles.Published(2, ThirtySeconds);
        cycles.For(60, Full);
        cycles.Seconds -= 86400;

        Assert.InRange(cycles.Until(1, Half), 10, 41);
    }

    [Fact]
    public void An_aggregator_without_its_state_first_publishes_what_there_is_or_more()
    {
        var idle = new Cycles(LearnedState.StartedAt(Start)).Once(Half);
        var crowded = new Cycles(LearnedState.StartedAt(Start)).Once(Variant("a", Pod("a-0", waiting: 9)));

        Assert.Equal((2, ReasonCodes.FirstPublication), (idle.Target, idle.Reason.Code));
        Assert.Equal(2, crowded.Target);
        Assert.Null(idle.PublishedBefore);
    }

    [Fact]
    public void An_aggregator_without_its_state_scales_nothing_in_before_a_full_window()
    {
        var cycles = new Cycles(LearnedState.StartedAt(Start), ThirtySeconds);
        cycles.Once(Half);

        Assert.Equal(30, cycles.Until(1, Half));
    }

    [Fact]
    public void A_settled_system_scales_in_at_once()
        => Assert.Equal((1, 1), (DecideOne(Half).Target, new Cycles(LearnedState.Settled).Once(Half).Wanted));

    [Fact]
    public void Staleness_that_ends_scales_nothing_out()
    {
        var cycles = Cycles.Published(2, ThirtySeconds);
        cycles.For(60, Variant("a", Pod("a-0", 0.6), Pod("a-1", 0.6)));
        cycles.For(60, Variant("a", Pod("a-0", 0.6), Pod("a-1", 0.6).Stale()));

        Assert.Equal(2, cycles.For(60, Variant("a", Pod("a-0", 0.6), Pod("a-1", 0.6))).Target);
    }

    [Theory]
    [InlineData(600, true)]
    [InlineData(601, false)]
    public void A_variant_that_left_is_forgotten_after_ten_minutes(int seconds, bool isRemembered)
    {
        var cycles = Cycles.Published(2);
        cycles.Once(Full);
        cycles.For(seconds, Variant("b", Pod("b-0")));

        Assert.Equal(isRemembered, cycles.Learned.Variants.ContainsKey(new VariantKey("ns", "a")));
    }

    [Fact]
    public void A_variant_that_is_missing_for_a_while_goes_on_from_what_was_published_and_waits_a_window()
    {
        var cycles = Cycles.Published(5, ThirtySeconds);
        cycles.Once(Half with { Current = 5, Pending = 3 });
        cycles.For(60, Variant("b", Pod("b-0")));

        var back = cycles.Once(Half);

        Assert.Equal((5, 5), (back.PublishedBefore, back.Target));
        Assert.InRange(cycles.Until(1, Half), 29, 41);
    }
}
