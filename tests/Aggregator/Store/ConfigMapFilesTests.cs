using Microsoft.Extensions.DependencyInjection;
using Wva.Aggregator.Tests.Fakes;
using Wva.Kubernetes.Resources;
using Wva.Scaling.Inputs;
using Wva.Scenarios.ConfigMaps;

namespace Wva.Aggregator.Tests.Store;

/// <summary>ConfigMaps of the published autoscaler, put into the folder as they are, are the policy where there is no <c>policy.yaml</c>.</summary>
public sealed class ConfigMapFilesTests : IAsyncDisposable
{
    private const string Saturation = "default: 'analyzers: [{type: saturation}, {type: throughput}]', own: '{model_id: m, namespace: ns, scaleUpThreshold: 0.9}'";
    private const string NoVote = "'throughput' is accepted and does not vote";

    private readonly World _world = new();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    private VariantView View => _world.Aggregator.Services.GetRequiredService<IVariantStore>().Current;

    [Fact]
    public async Task All_three_are_the_policy_and_what_has_no_effect_is_one_line_and_stands_in_a_condition()
    {
        WriteMap("any-name", "wva-saturation-scaling-config", Saturation);
        WriteMap("zero", "wva-model-scale-to-zero-config", "default: 'enable_scale_to_zero: true', m#ns: 'retention_period: 5m'");
        WriteMap("queue", "wva-queueing-model-config", "default: '{targetTTFT: 1500, targetITL: 40}'");
        await StartAsync();
        await _world.PlayAsync(5, _ => (0.3, 0));

        var own = View.Policy.For(new ModelSnapshot("ns", "m", []));
        Assert.Equal(["saturation", "throughput"], View.Policy.Analyzers.Select(analyzer => analyzer.Name).ToArray());
        Assert.Equal((0.9, true, TimeSpan.FromMinutes(5)), (own.ScaleUpThreshold, own.ScaleToZero.Enabled, own.ScaleToZero.Retention));
        Assert.NotNull(own.Slo);
        Assert.Equal((true, true), (View.IsPolicyKnown, View.IsComplete));
        Assert.Empty(View.Problems);
        Assert.Equal(16_000, _world.Aggregator.Published.Page.Outcome!.Learned.Capacities[new VariantKey("ns", "v")].KvTokens);
        Assert.Single(_world.Aggregator.Log.Lines, line => line.StartsWith("Warning 2022 any-name.yaml: default", StringComparison.Ordinal) && line.Contains(NoVote, StringComparison.Ordinal));
        Assert.All((string[])[ConditionTypes.Ready, ConditionTypes.OptimizationReady], type =>
            Assert.Contains(NoVote, _world.Folder.Status("v")!.FindCondition(type)!.Message, StringComparison.Ordinal));
        Assert.Equal(ConditionStatus.True, _world.Folder.Status("v")!.FindCondition(ConditionTypes.Ready)!.Status);
    }

    [Fact]
    public async Task A_bad_one_leaves_the_last_good_one_in_force_and_says_so_until_it_is_mended()
    {
        WriteMap("s", "wva-saturation-scaling-config", "default: 'kvCacheThreshold: 0.6'");
        await StartAsync();
        WriteMap("s", "wva-saturation-scaling-config", "default: 'kvCacheThreshold: 7', m#ns: 'queueLengthThreshold: 2'");
        await _world.UntilAsync(() => View.Problems.Length == 1);
        Assert.Equal((0.6, true), (View.Policy.KvCacheThreshold, View.IsPolicyKnown));
        Assert.Empty(View.Policy.Overrides);
        var problem = View.Problems[0].ToString();
        Assert.StartsWith("s.yaml: default: kvCacheThreshold: '7'", problem, StringComparison.Ordinal);
        Assert.EndsWith("; the last good one stays in force", problem, StringComparison.Ordinal);
        await _world.SecondAsync();
        Assert.Equal(problem, _world.Folder.Status("v")!.FindCondition(ConditionTypes.Ready)!.Message);
        Assert.Equal(1, _world.Aggregator.Log.Count("Error 2020 s.yaml"));

        WriteMap("s", "wva-saturation-scaling-config", "default: 'kvCacheThreshold: 0.7'");
        await _world.UntilAsync(() => View.Problems.IsEmpty);
        Assert.Equal(0.7, View.Policy.KvCacheThreshold);
        File.Delete(_world.Folder.PathOf("s.yaml"));
        await _world.UntilAsync(() => View.Policy.KvCacheThreshold == new ScalingPolicy().KvCacheThreshold);
    }

    [Theory]
    [InlineData("{apiVersion: v1, kind: ConfigMap, metadata: {name: wva-saturation-scaling-config}, data: {default: 'kvCacheThreshold: soon'}}")]
    [InlineData("kind: ConfigMap\nmetadata: {name: wva-saturation-scaling-config\n")]
    [InlineData("kind: ConfigMap\nmetadata: {name: wva-saturation-scaling-config}\n---\nkind: Secret\n")]
    public async Task One_that_is_bad_at_the_start_lets_nothing_fall(string text)
    {
        _world.Folder.Write("s.yaml", text);
        await StartAsync();
        Assert.Equal((false, true), (View.IsPolicyKnown, View.IsComplete));
        Assert.EndsWith("defaults stand for it, and nothing is scaled in", Assert.Single(View.Problems).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Beside_a_policy_file_they_are_not_looked_at_and_it_says_so()
    {
        WriteMap("s", "wva-saturation-scaling-config", "default: 'kvCacheThreshold: 0.6'");
        _world.Folder.WritePolicy("kvCacheThreshold: 0.9");
        await StartAsync();
        Assert.Equal(0.9, View.Policy.KvCacheThreshold);
        Assert.Equal("policy.yaml: counts alone: the ConfigMaps of s.yaml stand beside it and are not looked at; keep one of the two", Assert.Single(View.Variants).Warning);
        Assert.Equal(1, _world.Aggregator.Log.Count("Warning 2022 policy.yaml: counts alone"));
        File.Delete(_world.Folder.PathOf("policy.yaml"));
        await _world.UntilAsync(() => View.Policy.KvCacheThreshold == 0.6);
        Assert.Null(View.Variants[0].Warning);
    }

    [Fact]
    public async Task A_config_map_of_somebody_else_is_passed_over_with_a_warning()
    {
        WriteMap("other", "kube-root-ca", "default: 'kvCacheThreshold: 0.6', ca: '-----BEGIN'");
        await StartAsync();
        Assert.Equal(new ScalingPolicy().KvCacheThreshold, View.Policy.KvCacheThreshold);
        Assert.Empty(View.Problems);
        Assert.Equal(1, _world.Aggregator.Log.Count("Warning 2022 other.yaml: metadata.name: 'kube-root-ca' is none of the published ConfigMaps"));
    }

    [Fact]
    public async Task A_file_that_becomes_a_config_map_is_the_variant_no_longer()
    {
        await StartAsync();
        WriteMap("v", "wva-saturation-scaling-config", "default: 'kvCacheThreshold: 0.6'");
        await _world.UntilAsync(() => View.Variants.IsEmpty);
        Assert.Equal(0.6, View.Policy.KvCacheThreshold);
    }

    [Theory]
    [InlineData("wva", "ns", 0.8)]
    [InlineData("wva", "wva", 0.6)]
    public async Task Those_of_the_namespace_that_the_environment_names_count_everywhere(string podNamespace, string mapNamespace, double expected)
    {
        _world.Options = options => options.PublishedEnvironment = new PublishedEnvironment(podNamespace, ScaleToZero: true);
        WriteMap("s", "wva-saturation-scaling-config", "default: 'kvCacheThreshold: 0.6'", mapNamespace);
        await StartAsync();
        Assert.Equal(expected, View.Policy.KvCacheThreshold);
        Assert.True(View.Policy.ScaleToZero.Enabled);
    }

    private void WriteMap(string file, string name, string data, string space = "wva-system") =>
        _world.Folder.Write(file + ".yaml", $$"""
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: {{name}}, namespace: {{space}}}
            data: { {{data}} }
            """);

    private async Task StartAsync()
    {
        _world.Folder.WriteManifest("v", "modelID: m, maxReplicas: 9");
        await _world.StartAsync();
        await _world.AgentAsync("p0");
    }
}
