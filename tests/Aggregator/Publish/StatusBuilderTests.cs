using Wva.Aggregator.Publish;
using Wva.Aggregator.Tests.Fakes;
using Wva.Fleet;
using Wva.Kubernetes.Resources;
using Wva.Scaling;
using Wva.Scaling.Decision;
using Wva.Scaling.Inputs;

namespace Wva.Aggregator.Tests.Publish;

public sealed class StatusBuilderTests
{
    private static readonly VariantSpec Spec = new() { Key = new VariantKey("ns", "v"), ModelId = "m", Cost = 5, Accelerator = "A100" };

    [Fact]
    public void Telemetry_is_in_the_published_units_and_strings()
    {
        var current = StatusBuilder.Build(Input() with
        {
            Load = new VariantLoad { Key = Spec.Key, TtftSeconds = 0.18407, ItlSeconds = 0.0312, ArrivalsPerSecond = 1.5, AvgInputTokens = 512, AvgOutputTokens = 128.249 },
        }).CurrentAlloc;
        Assert.Equal(
            new CurrentAllocation
            {
                Accelerator = "A100",
                NumReplicas = 2,
                VariantCost = "10.00",
                TtftAverage = "184.07",
                ItlAverage = "31.20",
                Load = new AllocationLoad("90.00", "512.00", "128.25"),
            },
            current);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_number_that_is_not_known_is_left_out(double? unknown)
    {
        var current = StatusBuilder.Build(Input() with { Load = new VariantLoad { Key = Spec.Key, TtftSeconds = unknown, ArrivalsPerSecond = unknown } }).CurrentAlloc;
        Assert.Null(current?.TtftAverage);
        Assert.Null(current?.Load);
    }

    [Fact]
    public void The_last_decision_stays_while_the_number_does_and_names_both_numbers_when_it_changes()
    {
        var first = StatusBuilder.Build(Input(target: 2));
        Assert.Equal((null, 2), (first.LastDecision?.From, first.LastDecision?.To));
        var same = StatusBuilder.Build(Input(target: 2) with { Previous = first, Now = World.Noon.AddMinutes(1) });
        Assert.Equal(first.LastDecision, same.LastDecision);
        var other = StatusBuilder.Build(Input(target: 5) with { Previous = first, Now = World.Noon.AddMinutes(1) });
        Assert.Equal((2, 5, World.Noon.AddMinutes(1)), (other.LastDecision?.From, other.LastDecision?.To, other.LastDecision?.Time));
        Assert.Equal(World.Noon.AddMinutes(1).AddSeconds(-0.5), other.LastDecision?.ObservedAt);
    }

    [Theory]
    [InlineData(TargetState.Found, ConditionStatus.True, ConditionReasons.TargetFound, ConditionStatus.True, ConditionReasons.AllConditionsMet)]
    [InlineData(TargetState.NotFound, ConditionStatus.False, ConditionReasons.TargetNotFound, ConditionStatus.False, ConditionReasons.TargetNotFound)]
    [InlineData(TargetState.NotTold, ConditionStatus.Unknown, ConditionReasons.TargetNotFound, ConditionStatus.True, ConditionReasons.AllConditionsMet)]
    public void A_target_that_is_not_there_stops_readiness_and_one_that_nobody_tells_of_does_not(TargetState state, ConditionStatus resolved, string reason, ConditionStatus ready, string readyReason)
    {
        var input = Input();
        var status = StatusBuilder.Build(input with { Stored = input.Stored with { TargetState = state } });
        Assert.Equal((resolved, reason), Of(status, ConditionTypes.TargetResolved));
        Assert.Equal((ready, readyReason), Of(status, ConditionTypes.Ready));
    }

    [Fact]
    public void Stale_signals_say_so_and_the_published_number_stands()
    {
        var status = StatusBuilder.Build(Input(stale: true));
        Assert.Equal((ConditionStatus.False, ConditionReasons.MetricsStale), Of(status, ConditionTypes.MetricsAvailable));
        Assert.Equal((ConditionStatus.False, ConditionReasons.MetricsUnavailable), Of(status, ConditionTypes.OptimizationReady));
        Assert.Equal((ConditionStatus.False, ConditionReasons.MetricsStale), Of(status, ConditionTypes.Ready));
        Assert.Equal(2, status.DesiredOptimizedAlloc?.NumReplicas);
    }

    [Fact]
    public void Just_after_a_start_of_ours_absent_agents_are_no_news()
    {
        var before = StatusBuilder.Build(Input());
        var status = StatusBuilder.Build(Input(stale: true) with { Previous = before, Settling = true });
        Assert.Equal((ConditionStatus.True, ConditionReasons.MetricsFound), Of(status, ConditionTypes.MetricsAvailable));
        Assert.False(StatusChange.IsNews(before, status));
    }

    [Fact]
    public void A_bad_configuration_is_told_with_what_is_wrong_while_the_last_good_one_stays_in_force()
    {
        var input = Input();
        var status = StatusBuilder.Build(input with { Stored = input.Stored with { Problem = "v.yaml: spec.modelID: is missing; the last good one stays in force" } });
        Assert.Equal((ConditionStatus.False, ConditionReasons.InvalidConfiguration), Of(status, ConditionTypes.Ready));
        Assert.Equal("v.yaml: spec.modelID: is missing; the last good one stays in force", status.FindCondition(ConditionTypes.Ready)!.Message);
    }

    [Fact]
    public void The_time_of_a_transition_moves_only_with_the_status()
    {
        var before = StatusBuilder.Build(Input());
        var later = StatusBuilder.Build(Input(stale: true) with { Previous = before, Now = World.Noon.AddMinutes(5) });
        Assert.Equal(World.Noon, later.FindCondition(ConditionTypes.TargetResolved)!.LastTransitionTime);
        Assert.Equal(World.Noon.AddMinutes(5), later.FindCondition(ConditionTypes.MetricsAvailable)!.LastTransitionTime);
    }

    [Fact]
    public void Where_nothing_changes_but_ages_and_times_there_is_nothing_to_write()
    {
        var before = StatusBuilder.Build(Input() with { Load = new VariantLoad { Key = Spec.Key, NewestSignalAgeSeconds = 0.5, OldestSignalAgeSeconds = 0.9 } });
        var after = StatusBuilder.Build(Input() with
        {
            Load = new VariantLoad { Key = Spec.Key, NewestSignalAgeSeconds = 3.1, OldestSignalAgeSeconds = 9.7 },
            Previous = before,
            Now = World.Noon.AddMinutes(1),
        });
        Assert.True(StatusChange.IsNone(before, after));
    }

    [Theory]
    [InlineData(0.5, null, "waiting")]
    [InlineData(null, 3.0, "kvCacheUsage")]
    [InlineData(null, null, "kvCacheUsage, waiting")]
    public void A_page_without_the_numbers_that_decide_is_no_signal_and_the_missing_fields_are_named(double? kv, double? waiting, string missing)
    {
        var status = StatusBuilder.Build(WithReplicas(Input(target: null), replica => replica with { KvCacheUsage = kv, Waiting = waiting }));
        Assert.Equal((ConditionStatus.False, ConditionReasons.MetricsMissing), Of(status, ConditionTypes.MetricsAvailable));
        Assert.Equal((ConditionStatus.False, ConditionReasons.MetricsMissing), Of(status, ConditionTypes.Ready));
        Assert.Equal($"0 of 2 serving pods report; 2 lack {missing}", status.FindCondition(ConditionTypes.MetricsAvailable)!.Message);
    }

    [Fact]
    public void An_engine_that_sleeps_owes_no_numbers()
    {
        var status = StatusBuilder.Build(WithReplicas(Input(), replica => replica with { State = ReplicaState.Asleep, KvCacheUsage = null, Waiting = null }));
        Assert.Equal((ConditionStatus.True, ConditionReasons.MetricsFound), Of(status, ConditionTypes.MetricsAvailable));
    }

    [Theory]
    [InlineData(0, null, TargetState.Found)]
    [InlineData(0, null, TargetState.NotTold)]
    [InlineData(null, 0, TargetState.NotTold)]
    [InlineData(null, null, TargetState.Found)]
    public void A_variant_of_which_no_replica_is_asked_for_is_not_ready_and_says_that_this_is_no_fault(int? target, int? before, TargetState state)
    {
        var status = StatusBuilder.Build(AtZero(target, before, state) with { Previous = StatusBuilder.Build(Input()) });
        Assert.Equal((ConditionStatus.Unknown, ConditionReasons.ScaledToZero), Of(status, ConditionTypes.MetricsAvailable));
        Assert.Equal((ConditionStatus.False, ConditionReasons.ScaledToZero), Of(status, ConditionTypes.Ready));
        Assert.Equal((ConditionStatus.False, target is null ? ConditionReasons.MetricsUnavailable : ConditionReasons.ScaledToZero), Of(status, ConditionTypes.OptimizationReady));
        Assert.Equal("no replica is asked for: there is nothing to report", status.FindCondition(ConditionTypes.Ready)!.Message);
    }

    [Theory]
    [InlineData(1, null, TargetState.Found)]
    [InlineData(null, 2, TargetState.Found)]
    [InlineData(null, null, TargetState.NotTold)]
    public void A_variant_whose_pods_are_awaited_is_not_at_zero(int? target, int? before, TargetState state)
    {
        var status = StatusBuilder.Build(AtZero(target, before, state) with { Previous = StatusBuilder.Build(Input()) });
        Assert.Equal((ConditionStatus.False, ConditionReasons.MetricsStale), Of(status, ConditionTypes.Ready));
        Assert.Equal("no pod serves", status.FindCondition(ConditionTypes.Ready)!.Message);
    }

    [Fact]
    public void A_pod_that_still_serves_though_none_is_asked_for_is_counted_as_ever()
    {
        var input = Input(target: 0, stale: true);
        var status = StatusBuilder.Build(input with { Decision = input.Decision with { Variant = input.Decision.Variant with { Current = 0 } } });
        Assert.Equal("0 of 2 serving pods report", status.FindCondition(ConditionTypes.Ready)!.Message);
    }

    private static PublishInput AtZero(int? target, int? before, TargetState state)
    {
        var input = Input(target);
        return input with
        {
            Stored = input.Stored with { TargetState = state },
            Decision = input.Decision with { PublishedBefore = before, Variant = input.Decision.Variant with { Current = 0, Replicas = [] } },
        };
    }

    private static PublishInput WithReplicas(PublishInput input, Func<ReplicaSnapshot, ReplicaSnapshot> change) => input with
    {
        Decision = input.Decision with { Variant = input.Decision.Variant with { Replicas = [.. input.Decision.Variant.Replicas.Select(change)] } },
    };

    private static (ConditionStatus Status, string Reason) Of(VariantAutoscalingStatus status, string type) =>
        (status.FindCondition(type)!.Status, status.FindCondition(type)!.Reason);

    private static PublishInput Input(int? target = 2, bool stale = false) => new()
    {
        Stored = new StoredVariant
        {
            Resource = new VariantAutoscaling
            {
                Metadata = new ObjectMetadata { Name = "v", Namespace = "ns" },
                Spec = new VariantAutoscalingSpec { ModelId = "m", ScaleTargetRef = new ScaleTargetReference("Deployment", "v") },
            },
            Spec = Spec,
            TargetState = TargetState.Found,
        },
        Decision = new VariantDecision
        {
            Variant = new VariantSnapshot { Spec = Spec, Current = 2, Replicas = [Replica("p0", 0.5, stale), Replica("p1", 0.9, stale)] },
            Target = target,
            Reasons = [new Reason("Decision", ReasonCodes.DemandCovered, "2 replicas carry the load")],
            NewestSignalAgeSeconds = 0.5,
            OldestSignalAgeSeconds = 0.9,
        },
        Now = World.Noon,
    };

    private static ReplicaSnapshot Replica(string pod, double ageSeconds, bool stale) =>
        new() { Pod = pod, Stale = stale, AgeSeconds = ageSeconds, KvCacheUsage = 0.3, Waiting = 0 };
}
