using Wva.Scaling.Inputs;
using Wva.Scenarios.ConfigMaps;

namespace Wva.Scenarios.Tests;

/// <summary>ConfigMaps of the published autoscaler are read unchanged (reference: surface 3.3, behaviour 0.5).</summary>
public sealed class ConfigMapTests
{
    private const string Manifest = """
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: wva-saturation-scaling-config
          namespace: wva-system
          labels: {app.kubernetes.io/name: workload-variant-autoscaler}
        data:
          default: |
            kvCacheThreshold: 0.75
            queueLengthThreshold: 6
            priority: 2
            enableLimiter: true
            enableRescale: true
            analyzers:
            - type: saturation
              score: 1.5
              scaleUpThreshold: 0.9
            - name: throughput
              enabled: false
              parameters: {a: 1}
            scaleToZero: {enabled: true}
            limiters:
            - {type: gpu-inventory, name: gpus}
            - {type: quota, name: caps, scope: namespace, namespaceQuotas: {default: {H100: 2}, team-a: {H100: -1}}, exclude: [infra]}
          llama-override: |
            model_id: org/llama
            namespace: ns
            kvSpareTrigger: 0.2
            priority: 5
            scaleToZero: {enabled: false}
        """;

    [Fact]
    public void A_manifest_means_what_it_meant()
    {
        var policy = Policy([Manifest], ("ns", "org/llama"), ("ns", "other"));

        Assert.Equal((0.75, 6, true, true), (policy.KvCacheThreshold, policy.QueueLengthThreshold, policy.EnableLimiter, policy.EnableRescale));
        Assert.Equal(new AnalyzerSpec("saturation") { Score = 1.5, ScaleUpThreshold = 0.9 }, policy.Analyzers[0]);
        Assert.Equal(new AnalyzerSpec("throughput") { Enabled = false }, policy.Analyzers[1]);
        Assert.True(policy.ScaleToZero.Enabled);
        var quota = Assert.Single(policy.Quotas);
        Assert.Equal(("caps", null, 2, GpuQuota.Unlimited), (quota.Name, quota.ClusterGpus, quota.NamespaceGpus!["default"]["H100"], quota.NamespaceGpus["team-a"]["H100"]));
        Assert.Contains("infra", quota.Exclude);
        Assert.Equal((5.0, 2.0), (policy.Priority["ns/org/llama"], policy.Priority["ns/other"]));
        var own = Assert.Single(policy.Overrides).Policy;
        Assert.Equal((0.2, 0.75, false), (own.KvSpareTrigger, own.KvCacheThreshold, own.ScaleToZero.Enabled));
        Assert.Equal(policy.Quotas, own.Quotas);
    }

    [Theory]
    [InlineData("default: 'kvCacheThreshold: 0.7'", "percentage")]
    [InlineData("default: ''", "percentage")]
    [InlineData("default: {analyzerName: saturation}", "saturation")]
    [InlineData("default: {analyzerName: other}", "percentage")]
    [InlineData("default: {analyzers: []}", "percentage")]
    [InlineData("default: {analyzers: [{type: saturation}]}", "saturation")]
    [InlineData("default: {analyzers: [{type: throughput}]}", "throughput")]
    [InlineData("default: {analyzers: [{type: magic}, {name: saturation}]}", "saturation")]
    [InlineData("{}", "percentage")]
    [InlineData("{default: {}, m#ns: {analyzers: [{type: saturation}]}}", "percentage")]
    [InlineData("{default: {analyzerName: saturation}, m#ns: {analyzers: [{type: throughput}]}}", "throughput")]
    public void The_common_entry_chooses_whether_tokens_or_shares_are_counted(string map, string analyzer)
        => Assert.Equal(analyzer, Assert.Single(Policy([map], ("ns", "m")).For(new ModelSnapshot("ns", "m", [])).Analyzers).Name);

    [Theory]
    [InlineData("m#ns: {kvCacheThreshold: 0.6}", "ns", 0.6)]
    [InlineData("m#ns: {kvCacheThreshold: 0.6}", "other", 0.8)]
    [InlineData("org/m#ns: {kvCacheThreshold: 0.6}", "ns", 0.8)]
    [InlineData("x: {model_id: m, namespace: ns, kvCacheThreshold: 0.6}", "ns", 0.6)]
    [InlineData("m#ns: {model_id: q, namespace: z, kvCacheThreshold: 0.6}", "ns", 0.6)]
    [InlineData("{a: {model_id: m, namespace: ns, kvCacheThreshold: 0.6}, b: {model_id: m, namespace: ns, kvCacheThreshold: 0.5}}", "ns", 0.6)]
    [InlineData("{default: {kvCacheThreshold: 0.7}, m#ns: {queueSpareTrigger: 1}}", "ns", 0.7)]
    [InlineData("{default: {kvCacheThreshold: 2}, m#ns: {kvCacheThreshold: 0.6}}", "ns", 0.6)]
    public void An_override_is_known_by_its_key_or_by_its_fields(string map, string space, double threshold)
        => Assert.Equal(threshold, Policy([map], (space, "m")).For(new ModelSnapshot(space, "m", [])).KvCacheThreshold);

    [Theory]
    [InlineData("team-a", "m", 0.5)]
    [InlineData("team-a", "other", 0.8)]
    [InlineData("ns", "m", 0.7)]
    public void A_namespace_with_a_map_of_its_own_does_not_see_the_common_one(string space, string modelId, double threshold)
    {
        const string Common = "default: {kvCacheThreshold: 0.7, analyzerName: saturation}";
        const string Local = """
            kind: ConfigMap
            metadata: {name: wva-saturation-scaling-config, namespace: team-a}
            data: {"mine": "{model_id: m, kvCacheThreshold: 0.5}"}
            """;
        var own = Policy([Common, Local], (space, modelId)).For(new ModelSnapshot(space, modelId, []));

        Assert.Equal(threshold, own.KvCacheThreshold);
        Assert.Equal("saturation", Assert.Single(own.Analyzers).Name);
    }

    [Theory]
    [InlineData("{}", "{}", false, false, 600)]
    [InlineData("{}", "{}", true, true, 600)]
    [InlineData("{}", "default: {enable_scale_to_zero: false}", true, false, 600)]
    [InlineData("{}", "default: {enable_scale_to_zero: true, retention_period: 5m}", false, true, 300)]
    [InlineData("{}", "{default: {enable_scale_to_zero: true, retention_period: 5m}, x: {model_id: m, enable_scale_to_zero: false}}", false, false, 300)]
    [InlineData("{}", "{default: {enable_scale_to_zero: true}, x: {model_id: m, namespace: other, enable_scale_to_zero: false}}", false, true, 600)]
    [InlineData("{}", "x: {model_id: m, retention_period: 1h30m}", true, true, 5400)]
    [InlineData("{}", "{a: {model_id: m, retention_period: 1m}, b: {model_id: m, retention_period: 2m}}", false, false, 60)]
    [InlineData("m#ns: {scaleToZero: {enabled: true}}", "x: {model_id: m, enable_scale_to_zero: false}", false, true, 600)]
    [InlineData("default: {scaleToZero: {enabled: false}}", "x: {model_id: m, enable_scale_to_zero: true}", true, false, 600)]
    [InlineData("{default: {scaleToZero: {enabled: false}}, m#ns: {scaleToZero: {enabled: true}}}", "{}", false, true, 600)]
    public void Scaling_to_zero_is_said_inline_then_by_model_then_in_common_then_by_the_environment(string saturation, string zero, bool environment, bool enabled, double seconds)
    {
        var maps = ConfigMapPolicy.Read([(saturation, "s"), (ManifestOf("wva-model-scale-to-zero-config", zero), "z")], _ => true, environment);

        Assert.Empty(maps.Refused);
        Assert.Equal(new ScaleToZeroPolicy(enabled, TimeSpan.FromSeconds(seconds)), maps.For([("ns", "m")], []).For(new ModelSnapshot("ns", "m", [])).ScaleToZero);
    }

    /// <summary>W34: its mere presence stopped everything.</summary>
    [Fact]
    public void The_queueing_model_map_gives_targets_and_freezes_nothing()
    {
        var maps = Read("{default: {sloMultiplier: 3, tuningEnabled: true}, x: {model_id: m, namespace: ns, targetTTFT: 500, targetITL: 40}}");
        var policy = maps.For([("ns", "m"), ("ns", "other")], []);

        Assert.Null(policy.Slo);
        Assert.Equal(new LatencyTargets(0.5, 40), policy.For(new ModelSnapshot("ns", "m", [])).Slo);
        Assert.Equal(
            [
                "f: the published autoscaler scales nothing while this ConfigMap exists; here it stops nothing, and its targets for latency are accepted and decide nothing",
                "f: default: sloMultiplier: belongs to an analyzer that does not exist here, and changes nothing",
                "f: default: tuningEnabled: belongs to an analyzer that does not exist here, and changes nothing",
            ],
            maps.Warnings.Select(warning => warning.ToString()),
            StringComparer.Ordinal);
    }

    [Theory]
    [InlineData("default: {kvCacheThreshold: 1.2}", "f: default: kvCacheThreshold: '1.2' is out of bounds; allowed: a number from 0 to 1")]
    [InlineData("default: {kvCacheThreshold: 0.2, kvSpareTrigger: 0.3}", "f: default: kvSpareTrigger: '0.3' is above kvCacheThreshold; allowed: that number or less")]
    [InlineData("default: {queueLengthThreshold: -1}", "f: default: queueLengthThreshold: '-1' is out of bounds; allowed: a number, 0 or more")]
    [InlineData("default: {scaleUpThreshold: 0.5, scaleDownBoundary: 0.6}", "f: default: scaleDownBoundary: '0.6' is not below scaleUpThreshold; allowed: a number below it")]
    [InlineData("default: {analyzers: [{type: saturation, scaleUpThreshold: 1.5}]}", "f: default: analyzers[0].scaleUpThreshold: '1.5' is out of bounds; allowed: a number from 0 to 1")]
    [InlineData("default: {analyzers: [{}]}", "f: default: analyzers[0].name: is missing")]
    [InlineData("default: {priority: -2}", "f: default: priority: '-2' is out of bounds; allowed: a number, 0 or more")]
    [InlineData("default: {limiters: [{type: quota, scope: cluster, quotas: {A: 2000000}}]}", "f: default: limiters[0].quotas.A: '2000000' is out of bounds; allowed: a whole number from -1 to 1048576")]
    [InlineData("default: {limiters: [{type: magic}]}", "f: default: limiters[0].type: 'magic' is not known; allowed: gpu-inventory, inventory, quota")]
    [InlineData("default: 'a: ['", "f: default: is no YAML at line 2, column 1: While parsing a node, did not find expected node content.")]
    [InlineData("default: 5", "f: default: '5' is of the wrong type; allowed: an object")]
    [InlineData("x: {kvCacheThreshold: 0.5}", "f: x: names no model; allowed: the key 'default' or 'MODEL#NAMESPACE', or the fields model_id and namespace")]
    [InlineData("x: {model_id: m}", "f: x: namespace: is missing")]
    [InlineData("x: {model_id: m, retention_period: 5 minutes}", "f: x: retention_period: '5 minutes' is no duration; allowed: as in 10m, 1h30m, 90s")]
    [InlineData("x: {model_id: m, targetTTFT: 5}", "f: x: targetITL: is missing; allowed: targetTTFT and targetITL, both or neither")]
    [InlineData("[]", "f: is no ConfigMap; allowed: a manifest, or a map of key to text")]
    [InlineData("{kind: Secret, metadata: {name: a}, data: {}}", "f: kind: 'Secret' is no ConfigMap; allowed: ConfigMap, List")]
    public void A_bad_entry_is_refused_by_name(string map, string problem) => Assert.Equal(problem, Assert.Single(Read(map).Refused).ToString());

    [Fact]
    public void What_is_refused_stops_nothing_else()
    {
        var maps = Read("{default: {queueSpareTrigger: x}, m#ns: {kvCacheThreshold: 0.6}, n#ns: {kvCacheThreshold: 7}}");
        var policy = maps.For([("ns", "m"), ("ns", "n")], []);

        Assert.Equal(2, maps.Refused.Count);
        Assert.Equal((3, 0.6, 0.8), (policy.QueueSpareTrigger, policy.For(new ModelSnapshot("ns", "m", [])).KvCacheThreshold, policy.For(new ModelSnapshot("ns", "n", [])).KvCacheThreshold));
    }

    [Theory]
    [InlineData("default: {analyzers: [{type: saturation}, {type: throughput}]}", "f: default: analyzers[1].type: 'throughput' is accepted and does not vote")]
    [InlineData("default: {analyzers: [{type: slo}]}", "f: default: analyzers[0].type: 'slo' is no analyzer here: it is left out")]
    [InlineData("default: {analyzers: [{type: saturation}, {name: saturation, score: 2}]}", "f: default: analyzers[1].name: 'saturation' stands twice: the first counts")]
    [InlineData("x: {model_id: m, namespace: ns, retention_period: 9000h}", "f: x: retention_period: is longer than 366 days, which count")]
    [InlineData("default: {kvSpareTrigger: 0}", "f: default: kvSpareTrigger: is 0 and counts as 0; the published setting takes the default instead, as the published autoscaler did")]
    [InlineData("default: {scaleUpThreshold: 0}", "f: default: scaleUpThreshold: is 0, which counts as absent")]
    [InlineData("default: {kvThreshold: 0.5}", "f: default: kvThreshold: is not a field here and changes nothing")]
    [InlineData("m#ns: {enableLimiter: true}", "f: m#ns: enableLimiter: counts in the entry 'default' of the system's namespace only, and changes nothing here")]
    [InlineData("m#ns: {model_id: q}", "f: m#ns: model_id: is 'q' and the key says 'm': the key counts")]
    public void What_is_odd_is_read_with_a_warning(string map, string warning)
    {
        var maps = Read(map);

        Assert.Empty(maps.Refused);
        Assert.Equal(warning, Assert.Single(maps.Warnings).ToString());
    }

    [Fact]
    public void Boundaries_that_cross_once_put_together_go_back_to_their_defaults()
    {
        var warnings = new List<Problem>();
        var own = Read("{default: {scaleDownBoundary: 0.8}, m#ns: {scaleUpThreshold: 0.6}}").For([("ns", "m")], warnings).For(new ModelSnapshot("ns", "m", []));

        Assert.Equal((0.85, 0.70), (own.ScaleUpThreshold, own.ScaleDownBoundary));
        Assert.Equal("ConfigMaps: m#ns: put together, scaleUpThreshold 0.6 is not above scaleDownBoundary 0.8: 0.85 and 0.7 count", Assert.Single(warnings).ToString());
    }

    [Theory]
    [InlineData("{type: saturation, scaleUpThreshold: 0.6}", 0.6, 0.7)]
    [InlineData("{type: saturation, scaleDownBoundary: 0.85}", 0.85, 0.85)]
    public void Boundaries_of_an_analyzer_that_cross_with_those_of_the_policy_are_the_policys(string analyzer, double up, double down)
    {
        var warnings = new List<Problem>();
        var policy = Read($"default: {{analyzers: [{analyzer}]}}").For([], warnings);

        Assert.Equal(new AnalyzerSpec("saturation"), Assert.Single(policy.Analyzers));
        Assert.Equal(
            FormattableString.Invariant($"ConfigMaps: default: put together, scaleUpThreshold {up} of saturation is not above its scaleDownBoundary {down}: 0.85 and 0.7 count"),
            Assert.Single(warnings).ToString());
    }

    [Fact]
    public void A_list_of_manifests_is_read_whole()
    {
        var list = $"{{kind: List, items: [{{kind: ConfigMap, metadata: {{name: wva-saturation-scaling-config}}, data: {{default: 'kvCacheThreshold: 0.6'}}}}, {{kind: ConfigMap, metadata: {{name: wva-model-scale-to-zero-config}}, data: {{default: 'enable_scale_to_zero: true'}}}}]}}";
        var policy = Policy([list]);

        Assert.Equal((0.6, true), (policy.KvCacheThreshold, policy.ScaleToZero.Enabled));
    }

    [Fact]
    public void A_file_of_several_manifests_is_read_whole()
    {
        var policy = Policy([$"# all of it\n---\n{ManifestOf("wva-saturation-scaling-config", "default: 'kvCacheThreshold: 0.6'")}---\n{ManifestOf("wva-model-scale-to-zero-config", "default: 'enable_scale_to_zero: true'")}"]);

        Assert.Equal((0.6, true), (policy.KvCacheThreshold, policy.ScaleToZero.Enabled));
    }

    [Theory]
    [InlineData(0, 40, null, 40.0)]
    [InlineData(500, 0, 0.5, null)]
    public void A_latency_of_0_is_no_target(double ttft, double itl, double? ttftSeconds, double? itlMilliseconds)
        => Assert.Equal(new LatencyTargets(ttftSeconds, itlMilliseconds), Policy([FormattableString.Invariant($"default: {{targetTTFT: {ttft}, targetITL: {itl}}}")]).Slo);

    private static string ManifestOf(string name, string data) => $"kind: ConfigMap\nmetadata: {{name: {name}, namespace: wva-system}}\ndata:\n  {data.Replace("\n", "\n  ", StringComparison.Ordinal)}\n";

    private static ConfigMapPolicy Read(string map) => ConfigMapPolicy.Read([(map, "f")], space => space == "wva-system");

    private static ScalingPolicy Policy(string[] maps, params (string Namespace, string ModelId)[] models)
        => ConfigMapPolicy.Read(maps.Select(map => (map, "f")), space => space == "wva-system").For(models, []);
}
