using Wva.Scaling.Inputs;

namespace Wva.Scenarios.Tests;

/// <summary>What stands in a policy beside its thresholds.</summary>
public sealed class PolicyFieldTests
{
    [Theory]
    [InlineData("scaleUpThreshold: 0.6", "scaleUpThreshold: '0.6' is not above scaleDownBoundary (0.7); allowed: a number above it")]
    [InlineData("scaleDownBoundary: 0.9", "scaleDownBoundary: '0.9' is not below scaleUpThreshold (0.85); allowed: a number below it")]
    [InlineData("analyzers: [{name: saturation, scaleUpThreshold: 0.5}]", "analyzers[0].scaleUpThreshold: '0.5' is not above scaleDownBoundary (0.7); allowed: a number above it")]
    [InlineData("analyzers: [{name: saturation, weight: 1}]", "analyzers[0].weight: is not a field here; allowed: enabled, name, scaleDownBoundary, scaleUpThreshold, score")]
    [InlineData("gpuInventory: {A100: -1}", "gpuInventory.A100: '-1' is out of bounds; allowed: a whole number, 0 or more")]
    [InlineData("gpuInventory: [A100]", "gpuInventory: '[\"A100\"]' is of the wrong type; allowed: an object")]
    [InlineData("quotas: [{name: q}]", "quotas[0]: names no GPUs; allowed: quotas, namespaceQuotas or both")]
    [InlineData("quotas: [{scope: cluster}]", "quotas[0].quotas: is missing")]
    [InlineData("quotas: [{scope: cluster, quotas: {A: 1}, namespaceQuotas: {}}]", "quotas[0].namespaceQuotas: contradicts scope 'cluster'; allowed with it: quotas (without a scope both)")]
    [InlineData("quotas: [{scope: namespace, namespaceQuotas: {ns: {A: -2}}}]", "quotas[0].namespaceQuotas.ns.A: '-2' is out of bounds; allowed: a whole number from -1 to 1048576")]
    [InlineData("quotas: [{scope: node, quotas: {}}]", "quotas[0].scope: 'node' is not known; allowed: cluster, namespace")]
    [InlineData("priority: {m: 1}", "priority.m: is no model; allowed: NAMESPACE/MODEL")]
    [InlineData("priority: {ns/m: -1}", "priority.ns/m: '-1' is out of bounds; allowed: a number, 0 or more")]
    [InlineData("scaleToZero: {enabled: 1}", "scaleToZero.enabled: '1' is of the wrong type; allowed: true or false")]
    [InlineData("scaleToZero: true", "scaleToZero: 'true' is of the wrong type; allowed: an object")]
    [InlineData("schedules: [{variant: v, min: 1, from: \"08:00\", to: \"24:00\"}]", "schedules[0].to: '24:00' is no time of day; allowed: HH:MM from 00:00 to 23:59, UTC, in quotes")]
    [InlineData("schedules: [{variant: v, min: 1, from: \"08:00\", to: \"08:00\"}]", "schedules[0].to: '08:00' is when it begins too; allowed: another time of day")]
    [InlineData("schedules: [{variant: v, from: \"08:00\", to: \"09:00\"}]", "schedules[0].min: is missing")]
    [InlineData("slo: {ttft: 1}", "slo.ttft: is not a field here; allowed: itlMilliseconds, ttftSeconds")]
    [InlineData("costPerHourCap: {ns: -3}", "costPerHourCap.ns: '-3' is out of bounds; allowed: a number, 0 or more")]
    [InlineData("overrides: [{namespace: ns}]", "overrides[0].modelID: is missing")]
    [InlineData("overrides: [{modelID: m, namespace: ns}, {modelID: m, namespace: ns}]", "overrides[1].modelID: 'm' stands twice; allowed: one override a model")]
    [InlineData("overrides: [{modelID: m, enableLimiter: true}]", "overrides[0].enableLimiter: concerns the whole fleet; allowed: in the policy itself")]
    [InlineData("overrides: [{modelID: m, scaleDownBoundary: 0.9}]", "overrides[0].scaleDownBoundary: '0.9' is not below scaleUpThreshold (0.85); allowed: a number below it")]
    public void A_bad_field_is_named_with_its_value_and_what_is_allowed(string text, string problem)
        => Assert.Equal("p: " + problem, PolicyReader.Read(text, "p").Describe());

    /// <summary>W32: one field of an override left the others of the common policy alone only where they were defaults.</summary>
    [Fact]
    public void An_override_replaces_only_what_it_says()
    {
        var policy = Read("""
            kvCacheThreshold: 0.6
            queueSpareTrigger: 1
            enableLimiter: true
            scaleToZero: {enabled: true, retentionSeconds: 60}
            slo: {ttftSeconds: 2}
            overrides:
            - {modelID: org/m, namespace: ns, queueSpareTrigger: 0, priority: 3, scaleToZero: {enabled: false}, slo: {itlMilliseconds: 50}}
            """);

        var own = policy.For(new ModelSnapshot("ns", "org/m", []));
        Assert.Equal((0.6, 0.0), (own.KvCacheThreshold, own.QueueSpareTrigger)); // W33: zero can be said
        Assert.Equal(new ScaleToZeroPolicy(Enabled: false, TimeSpan.FromSeconds(60)), own.ScaleToZero);
        Assert.Equal(new LatencyTargets(2, 50), own.Slo);
        Assert.True(own.EnableLimiter);
        Assert.Equal(3, policy.Priority["ns/org/m"]);
        Assert.Equal(1, policy.For(new ModelSnapshot("other", "org/m", [])).QueueSpareTrigger);
    }

    [Fact]
    public void Throughput_is_accepted_with_the_warning_that_it_does_not_vote()
        => Assert.Equal("p: analyzers[1].name: 'throughput' is accepted and does not vote", Assert.Single(PolicyReader.Read("analyzers: [{name: saturation}, {name: throughput}]", "p").Warnings).ToString());

    [Theory]
    [InlineData("slo: {ttftSeconds: 1}", "slo")]
    [InlineData("overrides: [{modelID: m, slo: {ttftSeconds: 1}}]", "overrides[0].slo")]
    public void What_no_decision_rests_on_is_accepted_with_a_warning(string text, string path)
        => Assert.Equal($"p: {path}: is accepted and decides nothing", Assert.Single(PolicyReader.Read(text, "p").Warnings).ToString());

    [Fact]
    public void An_empty_inventory_was_read_and_an_absent_one_was_not()
    {
        Assert.Null(Read("{}").GpuInventory);
        Assert.Null(Read("gpuInventory: null").GpuInventory);
        Assert.Empty(Read("gpuInventory: {}").GpuInventory!);
    }

    private static ScalingPolicy Read(string text)
    {
        var reading = PolicyReader.Read(text, "p");
        Assert.True(reading.IsGood, reading.Describe());
        return reading.Value;
    }
}
