using System.Collections.Immutable;
using Wva.Scaling;
using Wva.Scaling.Decision;
using Wva.Scaling.Inputs;

namespace Wva.Cli.Tests.Fakes;

/// <summary>A plan with all that a decision can say.</summary>
internal static class SamplePlan
{
    public static readonly ScalingPlan Plan = new(
        SampleReports.Noon,
        [
            new VariantDecision
            {
                Variant = Variant("cheap", current: 3),
                Target = 5,
                PublishedBefore = 3,
                Wanted = 7,
                Action = ScalingAction.ScaleUp,
                Demand = 6.4,
                RequiredCapacity = 40_000.5,
                SpareCapacity = 0,
                PerReplicaCapacity = 12_800,
                NewestSignalAgeSeconds = 0.4,
                OldestSignalAgeSeconds = 31,
                Trust = 0.75,
                Reasons = [new Reason("analysis", "DemandMeasured", "demand 6.4 replicas"), new Reason("limits", "AtMax", "max is 5, 7 was to be published")],
                Considered = [new Reason("mix", "LaterByCost", "dear (cost 20) comes\nlater")],
            },
            new VariantDecision
            {
                Variant = Variant("dear", current: 2),
                Target = null,
                Held = true,
                Trust = 0.5,
                Reasons = [new Reason("analysis", "MetricsMissing", "no sample of any replica has come yet")],
            },
        ])
    {
        Models =
        [
            new ModelFigures("ns", "org/m", new CapacityFigures(40_000.5, 0) { TotalDemand = 80_000, TotalSupply = 38_400, TotalAnticipatedSupply = 38_400 })
            {
                PerReplicaCapacity = ImmutableDictionary<string, double>.Empty.Add("cheap", 12_800).Add("dear", 0),
                Roles = ImmutableDictionary<Role, CapacityFigures>.Empty.Add(Role.Decode, new CapacityFigures(1, 2)),
            },
        ],
    };

    private static VariantSnapshot Variant(string name, int current) => new()
    {
        Spec = new VariantSpec { Key = new VariantKey("ns", name), ModelId = "org/m" },
        Current = current,
        Replicas = [new ReplicaSnapshot { Pod = "p-0", KvCacheUsage = 0.5, Waiting = 0 }],
    };
}
