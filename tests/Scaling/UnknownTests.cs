using Wva.Scaling.Inputs;
using static Wva.Scaling.Tests.Fleets;

namespace Wva.Scaling.Tests;

/// <summary>Unknown is never zero: what is stale, silent, stalled, absent or nonsense.</summary>
public sealed class UnknownTests
{
    [Fact]
    public void Before_the_first_sample_there_is_no_number()
    {
        foreach (var variant in (VariantSnapshot[])[Variant("a"), Variant("a", Starting("a-0")), Variant("a", new ReplicaSnapshot { Pod = "a-0", Stale = true }), Variant("a").Of(min: 2)])
        {
            var decision = DecideOne(variant);

            Assert.Null(decision.Target);
            Assert.Equal(ReasonCodes.MetricsMissing, decision.Reason.Code);
            Assert.True(decision.Held);
        }
    }

    [Fact]
    public void A_page_without_both_gauges_is_no_sample_and_the_reason_names_them()
    {
        var decision = new Cycles(LearnedState.StartedAt(Start)).Once(Variant("a", Pod("a-0", kv: null, waiting: null), Pod("a-1", double.NaN, -1)));

        Assert.Null(decision.Target);
        Assert.Equal(ReasonCodes.MetricsMissing, decision.Reason.Code);
        Assert.Contains("kvCacheUsage or waiting", decision.Reason.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_reason_of_a_hold_names_the_field_that_is_missing()
    {
        (ReplicaSnapshot Pod, string Says)[] cases = [
            (Pod("a-1", kv: null), "1 of 2 replicas do not say kvCacheUsage:"),
            (Pod("a-1", waiting: null), "1 of 2 replicas do not say waiting:"),
            (Pod("a-1", kv: null, waiting: null), "1 of 2 replicas do not say kvCacheUsage and waiting:"),
        ];
        foreach (var (pod, says) in cases)
        {
            Assert.StartsWith(says, DecideOne(Variant("a", Pod("a-0"), pod)).Reason.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void What_was_published_stands_when_nothing_was_ever_sampled_since()
        => Assert.Equal(3, Cycles.Published(3).For(300, Variant("a", Starting("a-0"))).Target);

    [Fact]
    public void Without_any_fresh_sample_what_was_published_stands()
    {
        var decision = Cycles.Published(3).For(300, Variant("a", Pod("a-0", 1, 50).Stale(), Pod("a-1").Stale(), Pod("a-2").Stale()));

        Assert.Equal(3, decision.Target);
        Assert.Equal(ReasonCodes.SignalsLost, decision.Reason.Code);
    }

    [Fact]
    public void Without_any_fresh_sample_and_nothing_published_what_is_there_stands()
        => Assert.Equal(2, DecideOne(Variant("a", Pod("a-0", 1).Stale(), Pod("a-1", 1).Stale())).Target);

    [Fact]
    public void A_stale_replica_keeps_its_last_load_and_asks_for_no_more_than_itself()
    {
        Assert.Equal(2, DecideOne(Variant("a", Pod("a-0", 0.1), Pod("a-1", waiting: 50).Stale())).Target);
        Assert.Equal(3, DecideOne(Variant("a", Pod("a-0", waiting: 3), Pod("a-1", waiting: 2).Stale())).Target);
        Assert.Equal(2, DecideOne(Variant("a", Pod("a-0", waiting: 3), Pod("a-1", waiting: 0).Stale())).Target);
    }

    [Fact]
    public void Half_a_fleet_unreachable_doubles_nothing()
    {
        var pods = Enumerable.Range(0, 10).Select(i => Pod($"a-{i}", 0.6)).ToArray();
        var half = pods.Select((p, i) => i % 2 == 0 ? p : p.Stale()).ToArray();

        Assert.Equal(9, DecideOne(Variant("a", pods)).Target);
        Assert.Equal(9, Cycles.Published(9).For(300, Variant("a", half)).Target);
    }

    [Fact]
    public void Growth_uses_whatever_fresh_samples_there_are()
    {
        var decision = DecideOne(Variant("a", Pod("a-0", waiting: 9), Pod("a-1", waiting: 9), Pod("a-2", waiting: 1).Stale(), new ReplicaSnapshot { Pod = "a-3", Stale = true }));

        Assert.Equal(4.5, decision.Demand);
        Assert.Equal(5, decision.Target);
    }

    [Fact]
    public void One_stale_replica_holds_its_variant_and_no_other()
    {
        var decisions = DecideWithZero(
            Variant("a", Pod("a-0", 0.1), Pod("a-1"), Pod("a-2")).Of(cost: 20),
            Variant("b", Pod("b-0").Stale(), Pod("b-1"), Pod("b-2")).Of(cost: 10));

        Assert.Equal([0, 3], decisions.Targets());
    }

    [Fact]
    public void The_most_expensive_variant_keeps_its_turn_to_scale_in_while_it_is_held()
    {
        var decisions = Decide(
            Variant("a", Pod("a-0", 0.6), Pod("a-1", 0.6)).Of(cost: 5),
            Variant("b", Pod("b-0", 0.1).Stale(), Pod("b-1", 0.1)).Of(cost: 20));

        Assert.Equal([2, 2], decisions.Targets());
        Assert.Equal(ReasonCodes.HeldStale, decisions[1].Reason.Code);
    }

    [Fact]
    public void A_silent_pod_counts_as_the_mean_of_its_fresh_siblings_after_ten_minutes_with_an_alert()
    {
        var before = DecideOne(Variant("a", Pod("a-0", 0.07), Pod("a-1", 0.07), Pod("a-2", 1).Silent(600)));
        var after = DecideOne(Variant("a", Pod("a-0", 0.07), Pod("a-1", 0.07), Pod("a-2", 1).Silent(601)));

        Assert.Equal((3, false), (before.Target, before.Says(ReasonCodes.SilentTooLong)));
        Assert.Equal((1, true), (after.Target, after.Says(ReasonCodes.SilentTooLong)));
        Assert.Equal(0.3, after.Demand!.Value, 1e-9);
    }

    [Fact]
    public void A_pod_that_is_given_up_and_still_shows_a_queue_asks_for_what_it_shows()
        => Assert.Equal(2, DecideOne(Variant("a", Pod("a-0", kv: null, waiting: 9) with { SilentSeconds = 601 })).Target);

    [Fact]
    public void A_variant_that_is_silent_as_a_whole_takes_the_mean_of_its_role_group()
    {
        var decisions = Decide(Variant("a", Pod("a-0", OneReplica)).Of(cost: 1), Variant("b", Pod("b-0").Silent(700)).Of(cost: 2));

        Assert.Equal(2.0, decisions[0].Demand!.Value, 1e-9);
        Assert.Equal([1, 1], decisions.Targets());
    }

    [Fact]
    public void A_stalled_replica_neither_asks_for_more_nor_offers_room()
    {
        var stuck = Pod("a-1", 1, 50).Stale() with { Stalled = true };

        var busy = DecideOne(Variant("a", Pod("a-0", 0.1), stuck));
        var idle = DecideOne(Variant("a", Pod("a-0"), Pod("a-1").Stale() with { Stalled = true }, Pod("a-2")));

        Assert.Equal(2, busy.Target);
        Assert.Equal((3, ReasonCodes.HeldStalled), (idle.Target, idle.Reason.Code));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(double.NaN)]
    [InlineData(-1.0)]
    [InlineData(double.PositiveInfinity)]
    public void A_number_that_is_absent_or_cannot_be_holds_and_asks_for_nothing(double? value)
    {
        foreach (var pod in (ReplicaSnapshot[])[Pod("a-1", kv: value), Pod("a-1", waiting: value), Pod("a-1", value, value)])
        {
            var decision = DecideOne(Variant("a", Pod("a-0"), pod));

            Assert.Equal((2, ReasonCodes.HeldUnknown), (decision.Target, decision.Reason.Code));
        }
    }

    [Fact]
    public void Replicas_that_are_neither_pending_nor_heard_of_keep_their_place_and_hold()
    {
        var decision = DecideOne(Variant("a", Pod("a-0", 0.1), Pod("a-1", 0.1)) with { Current = 4 });

        Assert.Equal((4, ReasonCodes.HeldUnknown), (decision.Target, decision.Reason.Code));
    }

    [Fact]
    public void A_huge_number_asks_for_no_more_than_one_replica_can_show()
        => Assert.Equal(2, DecideOne(Variant("a", Pod("a-0", double.MaxValue, double.MaxValue))).Target);
}
