using Wva.Aggregator.Tests.Fakes;
using Wva.Kubernetes.Resources;
using Wva.Scaling;
using Wva.Scaling.Decision;
using Wva.Scaling.Inputs;

namespace Wva.Aggregator.Tests.Cycle;

/// <summary>What <c>policy.yaml</c> says acts on what a running aggregator publishes, from real samples.</summary>
public sealed class PolicyActsTests : IAsyncDisposable
{
    private readonly World _world = new();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Theory]
    [InlineData("{}", 2, ReasonCodes.ScaleOut)]
    [InlineData("{enableLimiter: true, quotas: [{name: caps, quotas: {A100: 1}}]}", 1, null)]
    [InlineData("{enableLimiter: true, quotas: [{name: caps, scope: namespace, namespaceQuotas: {ns: {A100: 1}}}]}", 1, null)]
    [InlineData("{enableLimiter: true, gpuInventory: {A100: 1}}", 1, null)]
    [InlineData("{enableLimiter: false, gpuInventory: {A100: 1}}", 2, ReasonCodes.ScaleOut)]
    [InlineData("{costPerHourCap: {ns: 7}}", 1, null)]
    [InlineData("{schedules: [{variant: v, min: 4, from: '11:00', to: '13:00'}]}", 4, null)]
    [InlineData("{schedules: [{variant: v, min: 4, from: '13:00', to: '11:00'}]}", 2, ReasonCodes.ScaleOut)]
    [InlineData("{overrides: [{namespace: ns, modelID: m, kvCacheThreshold: 1, kvSpareTrigger: 0, queueLengthThreshold: 100}]}", 1, null)]
    [InlineData("{slo: {ttftSeconds: 2, itlMilliseconds: 100}, priority: {ns/m: 3}, published: true, scaleInStabilizationSeconds: 5}", 2, null)]
    public async Task What_the_policy_says_decides_the_published_number(string policy, int expected, string? reason)
    {
        await PlayAsync(policy);
        Assert.Equal(expected, Decision.Target);
        Assert.Equal(expected, _world.Folder.Desired("v"));
        if (reason is not null)
        {
            Assert.Equal(reason, _world.Folder.Status("v")!.LastDecision!.Reason);
        }

        Assert.Empty(_world.Aggregator.Published.Page.Problems);
    }

    [Fact]
    public async Task The_token_analyzer_decides_in_tokens_and_remembers_the_capacity_that_it_saw()
    {
        await PlayAsync("{analyzers: [{name: saturation}]}");
        Assert.True(Decision.Target > 1);
        Assert.InRange(Decision.PerReplicaCapacity!.Value, 1_000, 16_000);
        var outcome = _world.Aggregator.Published.Page.Outcome!;
        Assert.Equal(16_000, outcome.Learned.Capacities[new VariantKey("ns", "v")].KvTokens);
    }

    [Fact]
    public async Task A_model_that_nobody_asks_goes_to_zero_once_a_whole_retention_was_watched_and_that_reads_as_no_fault()
    {
        _world.Folder.WritePolicy("{scaleToZero: {enabled: true, retentionSeconds: 20}, scaleInStabilizationSeconds: 5}");
        _world.Folder.WriteManifest("v", "modelID: m, minReplicas: 0, maxReplicas: 9");
        WriteTarget(1);
        await _world.StartAsync();
        var agent = await _world.AgentAsync("p0");
        await IdleAsync(agent, seconds: 18);
        Assert.Equal(1, _world.Folder.Desired("v"));
        await IdleAsync(agent, seconds: 12);
        Assert.Equal(0, _world.Folder.Desired("v"));
        WriteTarget(0);
        await _world.DropAgentsAsync();
        await _world.PlayAsync(3, _ => null);
        var ready = _world.Folder.Status("v")!.FindCondition(ConditionTypes.Ready)!;
        Assert.Equal((ConditionStatus.False, ConditionReasons.ScaledToZero, "no replica is asked for: there is nothing to report"), (ready.Status, ready.Reason, ready.Message));
        Assert.Equal(0, _world.Folder.Desired("v"));
    }

    private async Task IdleAsync(FakeAgent agent, int seconds)
    {
        for (var i = 0; i < seconds; i++)
        {
            var received = _world.Aggregator.Ingest.Frames(2);
            await agent.SampleAsync(kv: 0, waiting: 0, running: 0, finished: 7);
            await Until.TrueAsync(() => _world.Aggregator.Ingest.Frames(2) == received + 1);
            await _world.SecondAsync();
        }
    }

    private void WriteTarget(int replicas) => _world.Folder.WriteTarget("v", new ScaleTarget
    {
        Replicas = replicas,
        Pods = replicas == 0 ? [] : [new TargetPod("p0", "uid-p0", "node", Ready: true, World.Noon, DeletedAt: null)],
    });

    private VariantDecision Decision => Assert.Single(_world.Aggregator.Published.Variants).Decision!;

    private async Task PlayAsync(string policy)
    {
        _world.Folder.WritePolicy(policy);
        _world.Folder.WriteManifest("v", "modelID: m, variantCost: '5.0', maxReplicas: 9, modelProfile: {accelerators: [{acc: A100, accCount: 1}]}");
        WriteTarget(1);
        await _world.StartAsync();
        await _world.AgentAsync("p0");
        await _world.PlayAsync(2, _ => (0.3, 0));
        await _world.PlayAsync(3, _ => (0.95, 12));
    }
}
