using Wva.Scaling.Decision;
using Wva.Scaling.Inputs;
using static Wva.Scaling.Tests.Fleets;

namespace Wva.Scaling.Tests;

public sealed class AnalysisTests
{
    [Theory]
    [InlineData(0.84, 0, 0.63, 0, 2.1, 3)]
    [InlineData(0.70, 0, 0.70, 0, 2.0, 2)]
    [InlineData(0.0, 3, 0.0, 1, 2.0, 2)]
    [InlineData(0.0, 3, 0.0, 2, 2.5, 3)]
    [InlineData(0.0, 40, 0.0, 0, 2.0, 2)]
    [InlineData(0.0, 40, 0.0, 40, 4.0, 4)]
    [InlineData(0.70, 4, 0.70, 2, 3.0, 3)]
    [InlineData(0.35, 0, 0.35, 0, 1.0, 1)]
    public void Demand_is_the_larger_of_what_kv_cache_and_queue_come_to_in_replicas(double kv0, double waiting0, double kv1, double waiting1, double demand, int target)
    {
        var decision = DecideOne(Variant("a", Pod("a-0", kv0, waiting0), Pod("a-1", kv1, waiting1)));

        Assert.Equal(demand, decision.Demand!.Value, 1e-9);
        Assert.Equal(target, decision.Target);
    }

    [Fact]
    public void Required_and_spare_capacity_are_replicas_beyond_what_there_is_and_what_is_needed()
    {
        var crowded = DecideOne(Variant("a", Pod("a-0", waiting: 9)));
        var empty = DecideOne(Variant("a", Pod("a-0", 0.1), Pod("a-1"), Pod("a-2")));

        Assert.Equal((1.0, 0.0), (crowded.RequiredCapacity, crowded.SpareCapacity));
        Assert.Equal((0.0, 2.0), (empty.RequiredCapacity, empty.SpareCapacity));
    }

    [Fact]
    public void Sums_of_shares_that_miss_a_whole_number_by_rounding_ask_for_no_more()
    {
        var pods = Enumerable.Range(0, 10).Select(i => Pod($"a-{i}", 0.1 * OneReplica)).ToArray();

        Assert.Equal(1, DecideOne(Variant("a", pods)).Target);
    }

    [Fact]
    public void Ranks_of_one_pod_are_one_replica_that_carries_their_mean()
    {
        var ranks = Variant("a", Pod("a-0", waiting: 4) with { Rank = "0" }, Pod("a-0") with { Rank = "1" });

        var decision = DecideOne(ranks);

        Assert.Equal(1.0, decision.Demand);
        Assert.Equal(1, decision.Target);
    }

    [Fact]
    public void Pods_of_one_name_and_two_uids_are_two_replicas_and_one_that_drains_takes_none_with_it()
    {
        var two = DecideOne(Variant("a", Pod("a-0", waiting: 2) with { Uid = "u0" }, Pod("a-0", waiting: 2) with { Uid = "u1" }) with { Current = 2 });
        var successor = DecideOne(Variant("a", Pod("a-0", waiting: 2).As(ReplicaState.Draining) with { Uid = "u0" }, Pod("a-0", waiting: 3) with { Uid = "u1" }) with { Current = 1 });

        Assert.Equal((2.0, 2), (two.Demand, two.Target));
        Assert.Equal((1.5, 2), (successor.Demand, successor.Target));
    }

    [Theory]
    [InlineData(0.8, 0.8, 5, 3)]
    [InlineData(0.5, 0.8, 5, 3)]
    [InlineData(0.8, 0.1, 3, 3)]
    [InlineData(double.NaN, 0.1, 5, 3)]
    public void Triggers_that_leave_no_room_ask_for_one_more_than_are_serving(double kv, double kvSpare, double queue, double queueSpare)
    {
        var policy = new ScalingPolicy { KvCacheThreshold = kv, KvSpareTrigger = kvSpare, QueueLengthThreshold = queue, QueueSpareTrigger = queueSpare };

        var decision = DecideOne(Variant("a", Pod("a-0", kv: 0.1, waiting: 1), Pod("a-1")), policy);

        Assert.Equal(3, decision.Target);
        Assert.True(decision.Says(ReasonCodes.ThresholdsLeaveNoRoom));
    }

    [Theory]
    [InlineData(0.8, 5)]
    [InlineData(0.1, 3)]
    public void A_trigger_as_high_as_its_threshold_asks_for_nothing_while_there_is_no_load(double kvSpare, double queue)
    {
        var policy = new ScalingPolicy { KvSpareTrigger = kvSpare, QueueLengthThreshold = queue };

        var decision = DecideOne(Variant("a", Pod("a-0", kv: 0), Pod("a-1", kv: 0)), policy);

        Assert.Equal(1, decision.Target);
        Assert.False(decision.Says(ReasonCodes.ThresholdsLeaveNoRoom));
    }

    [Fact]
    public void Starting_replicas_count_as_one_each_so_a_step_is_not_asked_for_twice()
    {
        var decision = DecideOne(Variant("a", Pod("a-0", waiting: 9), Starting("a-1")));

        Assert.Equal(2, decision.Target);
        Assert.Equal(ScalingAction.NoChange, decision.Action);
    }

    [Fact]
    public void Replicas_asked_for_whose_pods_are_not_there_yet_count_as_starting()
        => Assert.Equal(2, DecideOne(Variant("a", Pod("a-0", waiting: 9)) with { Current = 2, Pending = 1 }).Target);

    [Theory]
    [InlineData(ReplicaState.Asleep)]
    [InlineData(ReplicaState.Lost)]
    public void A_replica_that_carries_nothing_keeps_its_place_and_another_does_its_work(ReplicaState state)
        => Assert.Equal(3, DecideOne(Variant("a", Pod("a-0", waiting: 9), Pod("a-1").As(state))).Target);

    [Fact]
    public void A_draining_replica_stops_counting_at_notice()
    {
        var decision = DecideOne(Variant("a", Pod("a-0", 0.65), Pod("a-1", 0.65).As(ReplicaState.Draining)));

        Assert.Equal(0.65 / OneReplica, decision.Demand!.Value, 1e-9);
        Assert.Equal(1, decision.Target);
    }

    [Fact]
    public void Roles_are_decided_each_on_its_own()
    {
        var decisions = Decide(
            Variant("p", Pod("p-0", waiting: 9)).Of(role: Role.Prefill),
            Variant("d", Pod("d-0", 0.1), Pod("d-1")).Of(role: Role.Decode));

        Assert.Equal([2, 1], decisions.Targets());
    }

    [Fact]
    public void Models_are_decided_each_on_its_own()
    {
        var busy = new ModelSnapshot("ns", "m", [Variant("a", Pod("a-0", waiting: 9))]);
        var idle = new ModelSnapshot("ns", "n", [Variant("b", Pod("b-0"))]);

        Assert.Equal([1, 2], ScalingCore.Decide(new FleetSnapshot(Start, [idle, busy]), Policy, LearnedState.Settled).Plan.Decisions.Targets());
    }

    [Fact]
    public void The_ages_are_those_of_the_signals_used()
    {
        var decision = DecideOne(Variant("a", Pod("a-0") with { AgeSeconds = 0.2 }, Pod("a-1") with { AgeSeconds = 3 }, Starting("a-2")));

        Assert.Equal((0.2, 3.0), (decision.NewestSignalAgeSeconds, decision.OldestSignalAgeSeconds));
    }
}
