using static Wva.Scaling.Tests.Fleets;

namespace Wva.Scaling.Tests;

public sealed class MixTests
{
    [Fact]
    public void Growth_goes_to_the_cheapest_variant()
    {
        var decisions = Decide(
            Variant("a", Pod("a-0", waiting: 9)).Of(cost: 20),
            Variant("b", Pod("b-0", waiting: 9)).Of(cost: 5));

        Assert.Equal([1, 3], decisions.Targets());
        Assert.Equal(ReasonCodes.ScaleOut, decisions[1].Reason.Code);
        Assert.True(decisions[1].Says(ReasonCodes.LaterByCost));
    }

    [Fact]
    public void What_the_cheapest_has_no_room_for_goes_to_the_next()
    {
        var decisions = Decide(
            Variant("a", Pod("a-0", waiting: 9), Pod("a-1", waiting: 9)).Of(cost: 20),
            Variant("b", Pod("b-0", waiting: 9)).Of(cost: 5, max: 2));

        Assert.Equal([4, 2], decisions.Targets());
        Assert.True(decisions[0].Says(ReasonCodes.NoRoom));
    }

    [Fact]
    public void What_finds_no_room_anywhere_is_said()
    {
        var decision = DecideOne(Variant("a", Pod("a-0", waiting: 9), Pod("a-1", waiting: 9)).Of(max: 3));

        Assert.Equal(3, decision.Target);
        Assert.True(decision.Says(ReasonCodes.DemandUnmet));
    }

    [Fact]
    public void A_variant_without_replicas_is_chosen_where_it_is_cheapest()
        => Assert.Equal([1, 1], Decide(Variant("a", Pod("a-0", waiting: 9)).Of(cost: 20), Variant("b").Of(cost: 5)).Targets());

    [Fact]
    public void Scaling_in_takes_from_the_most_expensive_first()
    {
        var decisions = DecideWithZero(
            Variant("a", Pod("a-0", 0.3), Pod("a-1", 0.3)).Of(cost: 20),
            Variant("b", Pod("b-0", 0.3), Pod("b-1", 0.3)).Of(cost: 5));

        Assert.Equal([0, 2], decisions.Targets());
        Assert.Equal(ReasonCodes.ScaleIn, decisions[0].Reason.Code);
    }

    [Fact]
    public void Each_variant_keeps_one_replica_where_scaling_to_zero_is_not_allowed()
        => Assert.Equal([1, 1], Decide(
            Variant("a", Pod("a-0", 0.3), Pod("a-1", 0.3)).Of(cost: 20),
            Variant("b", Pod("b-0", 0.3), Pod("b-1", 0.3)).Of(cost: 5)).Targets());

    [Fact]
    public void A_variant_whose_pods_find_no_GPUs_leaves_the_load_to_the_next_and_is_not_asked_for_more()
    {
        var decisions = Decide(
            Variant("a", Pod("a-0", waiting: 9), Starting("a-1")).Of(cost: 5) with { StockOut = true, Pending = 1 },
            Variant("b", Pod("b-0")).Of(cost: 20));

        Assert.Equal([2, 1], decisions.Targets());
        Assert.Equal([2, 2], Decide(Variant("a", Pod("a-0", waiting: 9), Starting("a-1")).Of(cost: 5) with { StockOut = true, Pending = 1 }, Variant("b", Pod("b-0", waiting: 2)).Of(cost: 20)).Targets());
    }

    [Fact]
    public void Pods_that_no_target_asks_for_are_on_their_way_out()
    {
        Assert.Equal([0], DecideWithZero(Variant("a", Pod("a-0", 0.5)) with { Current = 0 }).Targets());
        Assert.Equal([1], Decide(Variant("a", Pod("a-0", waiting: 4)) with { Current = 0 }).Targets());
    }

    [Fact]
    public void W10_rows_that_name_ranks_as_pods_are_counted_by_replica()
    {
        var ranks = Variant("a", [.. Enumerable.Range(0, 4).Select(i => Pod($"a-{i}", 1))]) with { Current = 2 };

        Assert.Equal(3, DecideOne(ranks).Target); // 4 / 0.7 = 5.7 ranks, two a replica
        Assert.Equal(2, DecideOne(ranks.Of(max: 2)).Target);
    }

    [Fact]
    public void Scaling_in_stops_at_min_and_goes_on_with_the_next()
        => Assert.Equal([1, 1], Decide(
            Variant("a", Pod("a-0", 0.3), Pod("a-1", 0.3)).Of(cost: 20, min: 1),
            Variant("b", Pod("b-0", 0.3), Pod("b-1", 0.3)).Of(cost: 5)).Targets());

    [Fact]
    public void Between_equal_costs_the_first_name_grows_and_the_last_name_shrinks()
    {
        Assert.Equal([2, 4], Decide(Variant("b", Pod("b-0", waiting: 5), Pod("b-1")), Variant("a", Pod("a-0", waiting: 9), Pod("a-1", waiting: 3))).Targets());
        Assert.Equal([1, 2], Decide(Variant("b", Pod("b-0", 0.6), Pod("b-1", 0.6)), Variant("a", Pod("a-0", 0.6), Pod("a-1", 0.1))).Targets());
    }

    [Theory]
    [InlineData(null)]
    [InlineData(9)]
    public void Of_equal_variants_the_one_that_serves_grows_first_and_one_that_is_not_heard_of_last(int? gpus)
    {
        var crowded = Variant("c", Pod("c-0", waiting: 9)).Of(cost: 5);

        Assert.Equal([0, 2], Targets(gpus, Variant("a").Of(cost: 5), crowded));
        Assert.Equal([2, 2], Targets(gpus, Variant("b").Of(cost: 1) with { Current = 2 }, crowded));
        Assert.Equal([3, 1], Targets(gpus, Variant("b").Of(cost: 1) with { Current = 2 }, crowded.Of(max: 1)));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(9)]
    public void The_percentages_take_one_role_in_while_another_grows_whether_or_not_GPUs_are_counted(int? gpus)
        => Assert.Equal([2, 1], Targets(
            gpus,
            Variant("p", Pod("p-0", waiting: 9)).Of(role: Inputs.Role.Prefill),
            Variant("d", Pod("d-0", 0.1), Pod("d-1", 0.1), Pod("d-2", 0.1)).Of(role: Inputs.Role.Decode)));

    [Theory]
    [InlineData(null)]
    [InlineData(9)]
    public void What_a_min_brings_is_nobodys_spare_and_holds_nobody(int? gpus)
        => Assert.Equal([2, 2], Targets(
            gpus,
            Variant("a", Pod("a-0", 0.5)).Of(cost: 5, min: 2),
            Variant("b", Pod("b-0", 0.45), Pod("b-1", 0.45), Pod("b-2", 0.45)).Of(cost: 20)));

    [Theory]
    [InlineData(null)]
    [InlineData(9)]
    public void A_variant_that_a_min_raises_keeps_its_turn(int? gpus)
        => Assert.Equal([3, 2], Targets(
            gpus,
            Variant("b", Pod("b-0", 0.45), Pod("b-1", 0.45), Pod("b-2", 0.45)).Of(cost: 5),
            Variant("a", Pod("a-0", 0.5)).Of(cost: 20, min: 2)));

    [Theory]
    [InlineData(null)]
    [InlineData(9)]
    public void What_a_min_brings_makes_up_for_nothing_that_a_max_takes_before_it_is_there(int? gpus)
        => Assert.Equal([2, 2, 1], Targets(
            gpus,
            Variant("dear", Pod("d-0", 0.5), Pod("d-1", 0.5), Pod("d-2", 0.5)).Of(cost: 40),
            Variant("raised", Pod("r-0", 0.5)).Of(cost: 5, min: 2),
            Variant("cut", Pod("c-0", 0.4), Pod("c-1", 0.4)).Of(cost: 10, max: 1)));

    private static int?[] Targets(int? gpus, params Inputs.VariantSnapshot[] variants)
    {
        var policy = Policy with { EnableLimiter = gpus is not null, GpuInventory = System.Collections.Immutable.ImmutableDictionary<string, int>.Empty.Add("H100", gpus ?? 0) };
        var typed = variants.Select(v => v with { Spec = v.Spec with { Accelerator = "H100" } }).ToArray();
        return ScalingCore.Decide(Fleet(typed), policy, Inputs.LearnedState.Settled).Plan.Decisions.Targets();
    }

    [Fact]
    public void A_role_group_keeps_its_last_replica_on_its_cheapest_variant()
    {
        var decisions = DecideWithZero(Variant("a", Pod("a-0")).Of(cost: 20), Variant("b", Pod("b-0")).Of(cost: 5), Variant("c").Of(cost: 1));

        Assert.Equal([0, 1, 0], decisions.Targets());
        Assert.True(decisions[1].Says(ReasonCodes.LastReplicaKept));
    }

    [Fact]
    public void A_sleeping_replica_is_not_the_last_one_that_is_kept()
        => Assert.Equal(2, DecideOne(Variant("a", Pod("a-0"), Pod("a-1").As(Inputs.ReplicaState.Asleep))).Target);

    [Fact]
    public void Min_is_reached_at_once()
    {
        Assert.Equal(3, DecideOne(Variant("a", Pod("a-0")).Of(min: 3)).Target);
        Assert.Equal(3, Cycles.Published(1).Once(Variant("a", Pod("a-0").Stale()).Of(min: 3)).Target);
    }

    [Fact]
    public void Replicas_that_a_min_brings_count_before_more_are_asked_for()
        => Assert.Equal([1, 2], Decide(Variant("a", Pod("a-0", waiting: 5)).Of(cost: 5), Variant("b", Pod("b-0")).Of(cost: 20, min: 2)).Targets());

    [Fact]
    public void A_variant_without_a_pod_is_left_to_its_scaler_whatever_its_min()
        => Assert.Equal([2, 0], Decide(Variant("a", Pod("a-0", waiting: 3)).Of(cost: 5), Variant("b").Of(cost: 20, min: 1)).Targets().Select(t => t ?? 0));

    [Fact]
    public void Max_is_kept_at_once_and_the_rest_goes_elsewhere()
    {
        var decisions = Decide(Variant("a", Pod("a-0", 0.6), Pod("a-1", 0.6), Pod("a-2", 0.6)).Of(cost: 5, max: 2), Variant("b").Of(cost: 20));

        Assert.Equal([2, 1], decisions.Targets());
    }

    [Fact]
    public void A_max_below_what_stands_is_kept_even_while_held()
    {
        var decision = Cycles.Published(4).Once(Variant("a", Pod("a-0").Stale()).Of(max: 2));

        Assert.Equal((2, ReasonCodes.AtMax), (decision.Target, decision.Reason.Code));
    }

    [Fact]
    public void Where_min_is_above_max_min_wins()
        => Assert.Equal(4, DecideOne(Variant("a", Pod("a-0")).Of(min: 4, max: 2)).Target);
}
