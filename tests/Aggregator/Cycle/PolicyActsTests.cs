using Wva.Aggregator.Tests.Fakes;
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

    private VariantDecision Decision => Assert.Single(_world.Aggregator.Published.Variants).Decision!;

    private async Task PlayAsync(string policy)
    {
        _world.Folder.WritePolicy(policy);
        _world.Folder.WriteManifest("v", "modelID: m, variantCost: '5.0', maxReplicas: 9, modelProfile: {accelerators: [{acc: A100, accCount: 1}]}");
        _world.Folder.WriteTarget("v", new ScaleTarget { Replicas = 1, Pods = [new TargetPod("p0", "uid-p0", "node", Ready: true, World.Noon, DeletedAt: null)] });
        await _world.StartAsync();
        await _world.AgentAsync("p0");
        await _world.PlayAsync(2, _ => (0.3, 0));
        await _world.PlayAsync(3, _ => (0.95, 12));
    }
}
