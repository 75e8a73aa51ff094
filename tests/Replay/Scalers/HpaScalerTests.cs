using CsCheck;
using Wva.Replay.Scalers;

namespace Wva.Replay.Tests.Scalers;

public sealed class HpaScalerTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 5, 12, 0, 0, TimeSpan.Zero);
    private static readonly HpaOptions Free = new() { MinReplicas = 0, MaxReplicas = 1000, ScaleDown = HpaRules.DefaultScaleDown with { StabilizationWindow = TimeSpan.Zero } };

    // Worked out by hand from ceil(metric / target), tolerance on metric / (target x pods), at most double or 4 more.
    [Theory]
    [InlineData(3.0, 1, 1.0, 3, HpaReason.Metric)]
    [InlineData(3.0, 3, 1.0, 3, HpaReason.WithinTolerance)]
    [InlineData(11.0, 10, 1.0, 10, HpaReason.WithinTolerance)] // 1.1: within, so a step of one is ignored from 10 on
    [InlineData(10.0, 9, 1.0, 10, HpaReason.Metric)] // 1.11
    [InlineData(9.0, 10, 1.0, 10, HpaReason.WithinTolerance)] // 0.9
    [InlineData(8.0, 9, 1.0, 8, HpaReason.Metric)] // 0.89
    [InlineData(2.2, 1, 1.0, 3, HpaReason.Metric)]
    [InlineData(5.0, 1, 2.0, 3, HpaReason.Metric)]
    [InlineData(1.1, 1, 0.1, 5, HpaReason.RateLimited)] // 11 wanted: 1 and 4 more
    [InlineData(100.0, 10, 1.0, 20, HpaReason.RateLimited)]
    [InlineData(100.0, 2, 1.0, 6, HpaReason.RateLimited)]
    [InlineData(0.0, 5, 1.0, 0, HpaReason.Metric)]
    [InlineData(1.0, 0, 1.0, 1, HpaReason.Metric)]
    [InlineData(null, 5, 1.0, 5, HpaReason.MetricMissing)]
    [InlineData(double.NaN, 5, 1.0, 5, HpaReason.MetricMissing)]
    public void The_metric_is_followed_as_by_Kubernetes(double? metric, int replicas, double target, int expected, HpaReason reason)
    {
        var (decision, _) = HpaScaler.Decide(Free with { TargetAverageValue = target }, HpaState.Empty, Seen(metric, replicas), Noon);

        Assert.Equal((expected, reason), (decision.Replicas, decision.Reason));
    }

    [Theory]
    [InlineData(50.0, 8, 2, 9, 9, HpaReason.Bounded)]
    [InlineData(0.0, 8, 2, 9, 2, HpaReason.Bounded)]
    [InlineData(5.0, 12, 2, 9, 9, HpaReason.Bounded)]
    [InlineData(5.0, 1, 2, 9, 2, HpaReason.Bounded)]
    [InlineData(null, 12, 2, 9, 9, HpaReason.Bounded)]
    [InlineData(5.0, 0, 1, 9, 0, HpaReason.Disabled)]
    public void Bounds_hold_and_a_target_at_zero_is_left_alone(double? metric, int replicas, int min, int max, int expected, HpaReason reason)
    {
        var (decision, _) = HpaScaler.Decide(Free with { MinReplicas = min, MaxReplicas = max }, HpaState.Empty, Seen(metric, replicas), Noon);

        Assert.Equal((expected, reason), (decision.Replicas, decision.Reason));
    }

    [Fact]
    public void Scaling_in_takes_the_largest_recommendation_of_its_window()
    {
        var options = Free with { ScaleDown = Free.ScaleDown with { StabilizationWindow = TimeSpan.FromSeconds(60) } };
        var run = new Run(options, replicas: 10);

        Assert.Equal([10, 10, 10, 10, 8, 4, 4], run.Metrics([10, 8, 4, 4, 4, 4, 4]));
        Assert.Equal(HpaReason.WithinTolerance, run.Last.Reason);
    }

    [Fact]
    public void A_controller_that_has_just_started_scales_nothing_in_before_its_window_is_over()
    {
        var run = new Run(Free with { ScaleDown = Free.ScaleDown with { StabilizationWindow = TimeSpan.FromSeconds(30) } }, replicas: 10);

        Assert.Equal([10, 10, 2], run.Metrics([2, 2, 2]));
    }

    [Fact]
    public void A_missing_metric_neither_scales_nor_shortens_the_window()
    {
        var run = new Run(Free with { ScaleDown = Free.ScaleDown with { StabilizationWindow = TimeSpan.FromSeconds(40) } }, replicas: 4);

        Assert.Equal([6, 6, 6, 2, 2], run.Metrics([6, null, 2, 2, 2]));
    }

    [Fact]
    public void Scaling_out_takes_the_least_recommendation_of_its_window()
    {
        var run = new Run(Free with { ScaleUp = Free.ScaleUp with { StabilizationWindow = TimeSpan.FromSeconds(30) } }, replicas: 2);

        Assert.Equal([2, 2, 4, 5, 5], run.Metrics([4, 4, 6, 5, 8]));
    }

    [Fact]
    public void A_policy_counts_what_changed_within_its_period()
    {
        var slow = Free with { ScaleUp = new HpaRules { Policies = [new HpaPolicy(HpaPolicyKind.Pods, 3, TimeSpan.FromSeconds(40))] } };
        var run = new Run(slow, replicas: 1);

        Assert.Equal([4, 4, 4, 7, 7, 7, 10], run.Metrics([50, 50, 50, 50, 50, 50, 50]));
    }

    [Fact]
    public void Of_several_policies_the_chosen_one_counts_and_a_direction_may_be_disabled()
    {
        HpaPolicy[] policies = [new(HpaPolicyKind.Pods, 1, TimeSpan.FromSeconds(15)), new(HpaPolicyKind.Percent, 50, TimeSpan.FromSeconds(15))];
        HpaDecision Down(HpaSelect select) =>
            HpaScaler.Decide(Free with { ScaleDown = new HpaRules { Policies = [.. policies], Select = select } }, HpaState.Empty, Seen(1, 10), Noon).Decision;

        Assert.Equal(5, Down(HpaSelect.Max).Replicas);
        Assert.Equal(9, Down(HpaSelect.Min).Replicas);
        Assert.Equal(10, Down(HpaSelect.Disabled).Replicas);
    }

    [Fact]
    public void It_never_leaves_its_bounds_and_never_goes_against_the_metric() =>
        Gen.Select(Gen.Int[0, 4], Gen.Int[0, 20], Gen.Int[0, 40_000].Array[1, 40], Gen.Int[0, 90], Gen.Int[0, 60]).Sample(static (min, more, metrics, down, up) =>
        {
            var options = new HpaOptions
            {
                MinReplicas = min,
                MaxReplicas = Math.Max(1, min + more),
                ScaleDown = Free.ScaleDown with { StabilizationWindow = TimeSpan.FromSeconds(down) },
                ScaleUp = Free.ScaleUp with { StabilizationWindow = TimeSpan.FromSeconds(up) },
            };
            var run = new Run(options, Math.Max(1, min));
            foreach (var metric in metrics.Select(static thousandths => thousandths / 1000.0))
            {
                var before = run.Replicas;
                var after = Assert.Single(run.Metrics([metric]));
                Assert.InRange(after, options.MinReplicas, options.MaxReplicas);
                Assert.True(after <= before || after <= Math.Ceiling(metric), $"{before} -> {after} at {metric}");
                Assert.True(after >= before || after >= Math.Ceiling(metric), $"{before} -> {after} at {metric}");
            }
        });

    [Fact]
    public void Options_are_checked_whole()
    {
        var bad = new HpaOptions { MinReplicas = 5, MaxReplicas = 3, TargetAverageValue = 0, Tolerance = 1, ScaleUp = new HpaRules(), SyncPeriod = TimeSpan.Zero };

        Assert.Equal(["maxReplicas", "targetAverageValue", "syncPeriod", "tolerance", "scaleUp"], bad.Problems().Select(problem => problem.Split(':')[0]), StringComparer.Ordinal);
        Assert.Empty(Free.Problems());
        Assert.Contains("maxReplicas: found '3'", Assert.Throws<ArgumentException>(() => new HpaController(bad, Noon)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_controller_looks_once_a_period_and_once_after_a_gap()
    {
        var controller = new HpaController(Free, Noon);

        Assert.NotNull(controller.Look(Seen(2, 1), Noon));
        Assert.Null(controller.Look(Seen(2, 1), Noon.AddSeconds(14.9)));
        Assert.NotNull(controller.Look(Seen(2, 1), Noon.AddSeconds(15)));
        Assert.NotNull(controller.Look(Seen(2, 1), Noon.AddSeconds(100)));
        Assert.Equal(Noon.AddSeconds(105), controller.NextLook);
    }

    private static HpaObservation Seen(double? metric, int replicas) => new(metric, replicas, replicas);

    /// <summary>A target that does what it is told, looked at every 15 s.</summary>
    private sealed class Run(HpaOptions options, int replicas)
    {
        private HpaState _state = HpaState.Empty;
        private DateTimeOffset _now = Noon;

        public int Replicas { get; private set; } = replicas;

        public HpaDecision Last { get; private set; } = new(0, null, HpaReason.Metric);

        public int[] Metrics(params IEnumerable<double?> metrics) => [.. metrics.Select(Look)];

        private int Look(double? metric)
        {
            (Last, _state) = HpaScaler.Decide(options, _state, Seen(metric, Replicas), _now);
            _now += options.SyncPeriod;
            return Replicas = Last.Replicas;
        }
    }
}
