using Wva.Agent.Once;
using Wva.Scaling.Inputs;

namespace Wva.EndToEnd.Tests;

/// <summary>The agent cannot reference the decision core; what it tells a user must still be what the core would do.</summary>
public sealed class SaturationWordingTests
{
    [Fact]
    public void Once_speaks_of_the_triggers_that_the_aggregator_has_by_default()
    {
        var policy = new ScalingPolicy();

        Assert.Equal(Saturation.KvTrigger, policy.KvCacheThreshold - policy.KvSpareTrigger, precision: 9);
        Assert.Equal(Saturation.QueueTrigger, policy.QueueLengthThreshold - policy.QueueSpareTrigger);
    }
}
