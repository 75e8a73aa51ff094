using Wva.Scaling.Inputs;

namespace Wva.Scenarios.Tests;

public sealed class PolicyReaderTests
{
    [Theory]
    [InlineData("{}")]
    [InlineData("analyzers: []")]
    [InlineData("kvCacheThreshold: null")]
    public void What_is_absent_has_its_default(string text)
        => Assert.Equal(new ScalingPolicy(), PolicyReader.Read(text, "policy.yaml").Value);

    [Fact]
    public void Fields_are_read()
    {
        const string Text = """
            kvCacheThreshold: 0.9
            queueLengthThreshold: 7.5
            kvSpareTrigger: 0.2
            queueSpareTrigger: 1
            scaleInStabilizationSeconds: 30
            """;
        var expected = new ScalingPolicy
        {
            KvCacheThreshold = 0.9,
            QueueLengthThreshold = 7.5,
            KvSpareTrigger = 0.2,
            QueueSpareTrigger = 1,
            ScaleInStabilization = TimeSpan.FromSeconds(30),
        };

        Assert.Equal(expected, PolicyReader.Read(Text, "policy.yaml").Value);
    }

    [Theory]
    [InlineData("kvCacheThreshold: 80", "kvCacheThreshold: '80' is out of bounds; allowed: a number from 0 to 1")]
    [InlineData("kvSpareTrigger: -0.1", "kvSpareTrigger: '-0.1' is out of bounds; allowed: a number from 0 to 1")]
    [InlineData("queueLengthThreshold: \"5\"", "queueLengthThreshold: '5' is of the wrong type; allowed: a number, 0 or more")]
    [InlineData("queueSpareTrigger: -1", "queueSpareTrigger: '-1' is out of bounds; allowed: a number, 0 or more")]
    [InlineData("scaleInStabilizationSeconds: 2m", "scaleInStabilizationSeconds: '2m' is of the wrong type; allowed: a number from 0 to 86400")]
    [InlineData("analyzers: [{name: forecast}]", "analyzers[0].name: 'forecast' is not available yet; allowed: percentage, saturation, throughput")]
    [InlineData("analyzers: [{name: magic}]", "analyzers[0].name: 'magic' is no analyzer; allowed: percentage, saturation, throughput")]
    [InlineData("analyzers: [{name: percentage}, {name: percentage}]", "analyzers[1].name: 'percentage' stands twice; allowed: each analyzer once")]
    [InlineData("analyzers: [{}]", "analyzers[0].name: is missing")]
    [InlineData("analyzers: [percentage]", "analyzers[0]: 'percentage' is of the wrong type; allowed: an object")]
    [InlineData("analyzers: percentage", "analyzers: 'percentage' is of the wrong type; allowed: a list")]
    [InlineData("[1]", "'[1]' is of the wrong type; allowed: an object")]
    [InlineData("kvCacheTreshold: 0.8", "kvCacheTreshold: is not a field here; allowed: analyzers, costPerHourCap, enableLimiter, enableRescale, gpuInventory, kvCacheThreshold, kvSpareTrigger, overrides, priority, published, queueLengthThreshold, queueSpareTrigger, quotas, scaleDownBoundary, scaleInStabilizationSeconds, scaleToZero, scaleUpThreshold, schedules, slo")]
    public void A_bad_field_is_named_with_its_value_and_what_is_allowed(string text, string problem)
    {
        var reading = PolicyReader.Read(text, "policy.yaml");

        Assert.False(reading.IsGood);
        Assert.Equal("policy.yaml: " + problem, reading.Describe());
    }

    [Fact]
    public void All_problems_come_at_once()
        => Assert.Equal(3, PolicyReader.Read("{kvCacheThreshold: 2, queueSpareTrigger: x, what: 1}", "policy.yaml").Problems.Length);

    [Fact]
    public void Triggers_that_leave_no_room_are_read_with_a_warning()
    {
        var reading = PolicyReader.Read("kvSpareTrigger: 0.8", "policy.yaml");

        Assert.True(reading.IsGood);
        Assert.Equal(
            "policy.yaml: kvSpareTrigger: leaves no room under kvCacheThreshold (0.8 of 0.8): every cycle asks for one more replica than are serving",
            Assert.Single(reading.Warnings).ToString());
    }
}
