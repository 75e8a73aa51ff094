using Wva.Scaling.Inputs;

namespace Wva.Scenarios.Tests;

public sealed class ScenarioReaderTests
{
    [Fact]
    public void Absent_fields_mean_what_the_design_says()
    {
        var scenario = Read("""{"models": [{"modelID": "m", "variants": [{"name": "v", "current": 2, "replicas": [{}]}]}]}""");

        Assert.Equal(DateTimeOffset.UnixEpoch, scenario.Fleet.Now);
        Assert.Equal(new ScalingPolicy(), scenario.Policy);
        Assert.Same(LearnedState.Settled, scenario.Learned);
        Assert.False(scenario.HasPolicy);
        Assert.Null(scenario.Id);
        var model = Assert.Single(scenario.Fleet.Models);
        Assert.Equal(("default", "m"), (model.Namespace, model.ModelId));
        Assert.Null(model.SchedulerQueue);
        Assert.Null(model.RequestsInRetention);
        Assert.Empty(model.Given);
        var variant = Assert.Single(model.Variants);
        Assert.Equal(new VariantSpec { Key = new VariantKey("default", "v"), ModelId = "m", Cost = 10, GpusPerReplica = 1, Role = Role.Both }, variant.Spec);
        Assert.Equal((2, 0, null, null, "vllm"), (variant.Current, variant.Pending, variant.Desired, variant.EngineArguments, variant.Engine));
        Assert.Equal(new ReplicaSnapshot { Pod = "v-0" }, Assert.Single(variant.Replicas));
    }

    private static Scenario Read(string text)
    {
        var reading = ScenarioReader.Read(text, "s");
        Assert.True(reading.IsGood, reading.Describe());
        return reading.Value;
    }
}
