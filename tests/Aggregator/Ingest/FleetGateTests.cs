using Microsoft.Extensions.Time.Testing;
using Wva.Aggregator.Cycle;
using Wva.Aggregator.Ingest;
using Wva.Aggregator.Tests.Fakes;
using Wva.Contracts;
using Wva.Fleet;
using Wva.Kubernetes.Resources;
using Wva.Scaling.Inputs;

namespace Wva.Aggregator.Tests.Ingest;

public sealed class FleetGateTests
{
    [Theory]
    [InlineData(0.25, 0.25)]
    [InlineData(-5, 0)]
    [InlineData(double.NaN, 0)]
    [InlineData(double.PositiveInfinity, 0)]
    [InlineData(1e300, 86_400)]
    public void Whatever_age_an_agent_tells_of_its_scrape_the_crossing_lies_within_the_last_day(double toldSeconds, double takenSeconds)
    {
        var time = new FakeTimeProvider(World.Noon);
        var gate = new FleetGate(new Doorbell(), time);
        var stream = gate.Open(new ReplicaIdentity("ns", "p", "uid-p", "node"));
        var sample = new Sample { ScrapeAgeSeconds = toldSeconds };
        var row = sample.AddRow("0");
        row.Set(RowField.KvCacheUsage, 0.95);
        row.Set(RowField.Waiting, 9);
        gate.Apply(stream, sample);
        Assert.Equal(World.Noon.AddSeconds(-takenSeconds), gate.Read([], new ScalingPolicy(), World.Noon).CrossedAt);
    }

    [Theory]
    [InlineData("m", true)]
    [InlineData("other", false)]
    public void The_thresholds_of_a_models_own_policy_ring(string overridden, bool rings)
    {
        var common = new ScalingPolicy();
        var view = VariantView.Empty with
        {
            Policy = common with { Overrides = [new PolicyOverride("ns", overridden, common with { KvCacheThreshold = 0.5 })] },
            Variants =
            [
                new StoredVariant
                {
                    Resource = new VariantAutoscaling { Metadata = new ObjectMetadata { Name = "v", Namespace = "ns" }, Spec = new VariantAutoscalingSpec { ModelId = "m", ScaleTargetRef = new ScaleTargetReference("Deployment", "v") } },
                    Spec = new VariantSpec { Key = new VariantKey("ns", "v"), ModelId = "m" },
                },
            ],
        };
        var gate = new FleetGate(new Doorbell(), new FakeTimeProvider(World.Noon));
        var stream = gate.Open(new ReplicaIdentity("ns", "p", "uid-p", "node"));
        gate.Read(VariantInputs.Of(view), view.Policy, World.Noon);
        var sample = new Sample { ScrapeAgeSeconds = 0 };
        sample.AddRow("0").Set(RowField.KvCacheUsage, 0.45);
        gate.Apply(stream, sample);
        Assert.Equal(rings, gate.Read([], view.Policy, World.Noon).CrossedAt is not null);
    }
}
