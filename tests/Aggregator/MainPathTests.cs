using Wva.Aggregator.Tests.Fakes;
using Wva.Kubernetes.Resources;
using Wva.Scaling;
using Wva.Scaling.Inputs;

namespace Wva.Aggregator.Tests;

/// <summary>From an agent's sample to the status file, over real TLS and real files.</summary>
public sealed class MainPathTests : IAsyncDisposable
{
    private readonly World _world = new();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task Before_the_first_sample_a_variant_is_not_ready_for_lack_of_metrics_and_has_no_number()
    {
        _world.Folder.WriteManifest("v");
        await _world.StartAsync();
        await Until.TrueAsync(() => _world.Folder.Status("v") is not null);
        var status = _world.Folder.Status("v")!;
        Assert.Null(status.DesiredOptimizedAlloc);
        Assert.Null(status.CurrentAlloc);
        Assert.Null(status.LastDecision);
        AssertCondition(status, ConditionTypes.Ready, ConditionStatus.False, ConditionReasons.MetricsMissing);
        AssertCondition(status, ConditionTypes.MetricsAvailable, ConditionStatus.False, ConditionReasons.MetricsMissing);
        AssertCondition(status, ConditionTypes.OptimizationReady, ConditionStatus.False, ConditionReasons.MetricsUnavailable);
    }

    [Fact]
    public async Task After_the_first_sample_the_status_has_a_number_a_reason_and_times()
    {
        _world.Folder.WriteManifest("v", "modelID: m, variantCost: '5.0', maxReplicas: 10, modelProfile: {accelerators: [{acc: A100, accCount: 1, maxBatchSize: 256}]}");
        await _world.StartAsync();
        await _world.AgentAsync("p0");
        await _world.PlayAsync(1, _ => (0.3, 0));
        var status = _world.Folder.Status("v")!;
        Assert.Equal(1, status.DesiredOptimizedAlloc?.NumReplicas);
        Assert.Equal(1, _world.Aggregator.Log.Count("ns/v: none -> 1 replicas: "));
        Assert.Equal("A100", status.DesiredOptimizedAlloc?.Accelerator);
        Assert.True(status.Actuation?.Applied);
        Assert.Equal((1, 256, "5.00"), (status.CurrentAlloc?.NumReplicas, status.CurrentAlloc?.MaxBatch, status.CurrentAlloc?.VariantCost));
        Assert.Equal(ReasonCodes.FirstPublication, status.LastDecision?.Reason);
        Assert.NotEmpty(status.LastDecision!.Message);
        Assert.InRange(status.LastDecision.ObservedAt!.Value, World.Noon - TimeSpan.FromSeconds(1), status.LastDecision.Time);
        AssertCondition(status, ConditionTypes.Ready, ConditionStatus.True, ConditionReasons.AllConditionsMet);
        Assert.Equal("1 of 1 serving pods report", AssertCondition(status, ConditionTypes.MetricsAvailable, ConditionStatus.True, ConditionReasons.MetricsFound).Message);
    }

    [Fact]
    public async Task A_queue_at_the_engine_raises_the_published_value_without_waiting_for_the_next_second()
    {
        _world.Folder.WriteManifest("v", "modelID: m, maxReplicas: 10");
        await _world.StartAsync();
        var agent = await _world.AgentAsync("p0");
        await _world.PlayAsync(3, _ => (0.3, 0));
        var before = _world.Time.GetUtcNow();
        await agent.SampleAsync(kv: 0.9, waiting: 12);

        // Less than the period passes: only the gap between two cycles.
        await _world.UntilAsync(() => _world.Folder.Desired("v") == 2);
        Assert.InRange((_world.Time.GetUtcNow() - before).TotalSeconds, 0, 0.9);
        Assert.Equal((1, 2), (_world.Folder.Status("v")!.LastDecision!.From, _world.Folder.Status("v")!.LastDecision!.To));
    }

    [Fact]
    public async Task A_steady_state_is_silent_at_information_and_each_decision_is_one_line_with_its_reason()
    {
        _world.Folder.WriteManifest("v", "modelID: m, maxReplicas: 10");
        await _world.StartAsync();
        await _world.AgentAsync("p0");
        await _world.PlayAsync(2, _ => (0.3, 0));
        var before = _world.Aggregator.Log.Lines.Count;
        await _world.PlayAsync(45, _ => (0.3, 0));
        Assert.Equal(before, _world.Aggregator.Log.Lines.Count);
        await _world.PlayAsync(2, _ => (0.9, 12));
        var line = Assert.Single(_world.Aggregator.Log.Lines.Skip(before));
        Assert.Matches("ns/v: 1 -> 2 replicas: [A-Z][A-Za-z]+: .+", line);
    }

    [Fact]
    public async Task A_target_file_joins_streams_to_their_variant_by_uid_and_gives_the_current_count()
    {
        _world.Folder.WriteManifest("a", "modelID: m, variantCost: '5.0'");
        _world.Folder.WriteManifest("b", "modelID: m, variantCost: '9.0'");
        _world.Folder.WriteTarget("a", Target(3, "p0"));
        _world.Folder.WriteTarget("b", Target(1, "p1"));
        await _world.StartAsync();
        await _world.AgentAsync("p0");
        await _world.PlayAsync(1, _ => (0.3, 0));
        Assert.Equal(3, _world.Folder.Status("a")!.CurrentAlloc?.NumReplicas);
        AssertCondition(_world.Folder.Status("a")!, ConditionTypes.TargetResolved, ConditionStatus.True, ConditionReasons.TargetFound);
        AssertCondition(_world.Folder.Status("a")!, ConditionTypes.MetricsAvailable, ConditionStatus.True, ConditionReasons.MetricsFound);
        AssertCondition(_world.Folder.Status("b")!, ConditionTypes.MetricsAvailable, ConditionStatus.False, ConditionReasons.MetricsMissing);
    }

    [Fact]
    public async Task Telemetry_moves_at_most_every_30_seconds_and_a_lost_agent_is_told_of_at_once_and_scales_nothing()
    {
        _world.Folder.WriteManifest("v");
        await _world.StartAsync();
        await _world.AgentAsync("p0");
        await _world.PlayAsync(2, _ => (0.3, 0));
        var written = File.GetLastWriteTimeUtc(_world.Folder.PathOf("v.status.yaml"));
        await _world.PlayAsync(25, _ => (0.3, 0));
        Assert.Equal(written, File.GetLastWriteTimeUtc(_world.Folder.PathOf("v.status.yaml")));
        await _world.PlayAsync(8, _ => (0.3, 0));
        Assert.NotEqual(written, File.GetLastWriteTimeUtc(_world.Folder.PathOf("v.status.yaml")));

        await _world.DropAgentsAsync();
        await _world.PlayAsync(15, _ => null);
        AssertCondition(_world.Folder.Status("v")!, ConditionTypes.Ready, ConditionStatus.False, ConditionReasons.MetricsStale);
        Assert.Equal(1, _world.Folder.Desired("v"));
    }

    [Fact]
    public async Task Streams_that_belong_to_no_variant_are_told_in_one_line_and_so_is_their_end()
    {
        await _world.StartAsync();
        await _world.AgentAsync("p0");
        await _world.PlayAsync(12, _ => (0.3, 0));
        Assert.Equal(1, _world.Aggregator.Log.Count("Warning 2035 1 streams belong to no variant, and nothing is decided on them: ns/p0"));
        _world.Folder.WriteManifest("v");
        await _world.PlayAsync(12, _ => (0.3, 0));
        Assert.Equal((1, 1), (_world.Aggregator.Log.Count("2035"), _world.Aggregator.Log.Count("Information 2036")));
    }

    private static Condition AssertCondition(VariantAutoscalingStatus status, string type, ConditionStatus expected, string reason)
    {
        var condition = status.FindCondition(type);
        Assert.NotNull(condition);
        Assert.Equal((expected, reason), (condition.Status, condition.Reason));
        return condition;
    }

    private static ScaleTarget Target(int replicas, params string[] pods) => new()
    {
        Replicas = replicas,
        Pods = [.. pods.Select(pod => new TargetPod(pod, "uid-" + pod, "node", Ready: true, World.Noon, DeletedAt: null))],
    };
}
