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
    [InlineData("gpuInventory: {A100: -1}", "gpuInventory.A100: '-1' is out of bounds; allowed: a whole number from 0 to 2147483647")]
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
    public void A_schedule_that_ends_when_it_begins_is_all_day()
        => Assert.Equal(new ScheduledMin("v", 2, TimeOnly.MinValue, TimeOnly.MinValue), Assert.Single(Read("schedules: [{variant: v, min: 2, from: \"00:00\", to: \"00:00\"}]").Schedules));

    [Theory]
    [InlineData("gpuInventory: {A100: 8}", "gpuInventory: '{\"A100\":8}' limits nothing, as enableLimiter is not true")]
    [InlineData("gpuInventory: {}", "gpuInventory: '{}' limits nothing, as enableLimiter is not true")]
    [InlineData("quotas: [{quotas: {A: 1}}]\nenableLimiter: false", "quotas: '[{\"quotas\":{\"A\":1}}]' limits nothing, as enableLimiter is not true")]
    [InlineData("gpuInventory: {A100: 8}\nquotas: [{quotas: {A: 1}}]\nenableLimiter: true", "")]
    [InlineData("published: true\nschedules: [{variant: v, min: 2, from: \"08:00\", to: \"09:00\"}]", "schedules: decides nothing in the published setting")]
    [InlineData("published: true\ncostPerHourCap: {ns: 3}", "costPerHourCap: decides nothing in the published setting")]
    [InlineData("published: true\nschedules: []\ncostPerHourCap: {}", "")]
    [InlineData("schedules: [{variant: v, min: 2, from: \"08:00\", to: \"09:00\"}]\ncostPerHourCap: {ns: 3}", "")]
    [InlineData("published: true\nqueueSpareTrigger: 0", "queueSpareTrigger: is 0, which the published setting takes for absent: 3 counts")]
    [InlineData("published: true\noverrides: [{modelID: m, kvSpareTrigger: 0}]", "overrides[0].kvSpareTrigger: is 0, which the published setting takes for absent: 0.1 counts")]
    public void What_decides_nothing_is_warned_of(string text, string warning)
        => Assert.Equal(warning.Length == 0 ? "" : "p: " + warning, string.Join('|', PolicyReader.Read(text, "p").Warnings));

    /// <summary>W33: there it is the default, in an override the default too and not the common value; here 0 is 0.</summary>
    [Fact]
    public void In_the_published_setting_a_threshold_of_0_is_an_absent_one()
    {
        const string Text = """
            kvCacheThreshold: 0
            queueLengthThreshold: 0
            kvSpareTrigger: 0
            queueSpareTrigger: 0
            scaleDownBoundary: 0
            overrides: [{modelID: m, queueSpareTrigger: 0}]
            """;
        Assert.Equal(new ScalingPolicy() with { Published = true }, Read("published: true\n" + Text) with { Overrides = [] });
        Assert.Equal(3, Read("published: true\n" + Text.Replace("queueSpareTrigger: 0\ns", "queueSpareTrigger: 2\ns", StringComparison.Ordinal)).Overrides[0].Policy.QueueSpareTrigger);
        Assert.Equal((0.0, 0.0, 0.0), (Read(Text).KvCacheThreshold, Read(Text).QueueSpareTrigger, Read(Text).ScaleDownBoundary));
    }

    [Fact]
    public void Throughput_is_accepted_with_the_warning_that_it_does_not_vote()
        => Assert.Equal("p: analyzers[1].name: 'throughput' is accepted and does not vote, save where a scenario gives its analysis", Assert.Single(PolicyReader.Read("analyzers: [{name: saturation}, {name: throughput}]", "p").Warnings).ToString());

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
