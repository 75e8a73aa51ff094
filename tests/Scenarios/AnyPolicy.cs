using System.Collections.Immutable;
using CsCheck;
using Wva.Scaling.Inputs;

namespace Wva.Scenarios.Tests;

/// <summary>Policies of any kind that can be said.</summary>
internal static class AnyPolicy
{
    private static readonly Gen<ScalingPolicy> Own =
        from n in CsCheck.Gen.Double[0, 1].Array[8]
        from flags in CsCheck.Gen.Bool.Array[4]
        from seconds in CsCheck.Gen.Int[0, 5000]
        select new ScalingPolicy
        {
            Analyzers = flags[0] ? [new AnalyzerSpec("saturation") { Enabled = flags[1], Score = n[0], ScaleUpThreshold = flags[2] ? 1 : null }, new AnalyzerSpec("throughput")] : [],
            KvCacheThreshold = n[1],
            QueueLengthThreshold = n[2] * 20,
            KvSpareTrigger = n[3],
            QueueSpareTrigger = n[4] * 20,
            ScaleUpThreshold = 0.6 + (0.4 * n[5]),
            ScaleDownBoundary = 0.5 * n[6],
            ScaleInStabilization = TimeSpan.FromSeconds(seconds),
            ScaleToZero = new ScaleToZeroPolicy(flags[3], TimeSpan.FromSeconds(seconds + 1)),
            Slo = new LatencyTargets(flags[0] ? n[7] : null, n[0] * 100),
        };

    private static readonly Gen<ImmutableDictionary<string, int>> Counts =
        CsCheck.Gen.Int[0, 9].Array[0, 3].Select(counts => counts.Select((count, i) => KeyValuePair.Create($"GPU-{i}", count)).ToImmutableDictionary(StringComparer.Ordinal));

    private static readonly Gen<GpuQuota> Quotas =
        from which in CsCheck.Gen.Int[0, 2]
        from cluster in Counts
        from own in Counts
        from exclude in CsCheck.Gen.Bool
        select new GpuQuota
        {
            Name = $"q{which}",
            ClusterGpus = which == 0 ? null : cluster,
            NamespaceGpus = which == 1 ? null : ImmutableDictionary<string, ImmutableDictionary<string, int>>.Empty.Add("ns", own).Add(GpuQuota.DefaultNamespace, cluster),
            Exclude = exclude ? ["a", "b"] : [],
        };

    public static readonly Gen<ScalingPolicy> Gen =
        from common in Own
        from other in Own
        from flags in CsCheck.Gen.Bool.Array[7]
        from inventory in Counts
        from quotas in Quotas.Array[0, 2]
        from n in CsCheck.Gen.Double[0, 9].Array[2]
        select WithOverride(
            (flags[0] ? WithoutZero(common) : common) with
            {
                Published = flags[0],
                EnableLimiter = flags[1],
                EnableRescale = flags[2],
                GpuInventory = flags[3] ? inventory : null,
                Quotas = [.. quotas],
                Priority = flags[4] ? ImmutableDictionary<string, double>.Empty.Add("ns/org/m0", n[0]) : ImmutableDictionary<string, double>.Empty,
                Schedules = flags[5] ? [new ScheduledMin("v", 2, new TimeOnly(22, 0), new TimeOnly(6, 30)) { Namespace = flags[6] ? "ns" : null }] : [],
                CostPerHourCap = flags[6] ? ImmutableDictionary<string, double>.Empty.Add("ns", n[1]) : ImmutableDictionary<string, double>.Empty,
                CyclePeriod = TimeSpan.FromSeconds(flags[0] ? 1 : 15),
            },
            flags[1] ? flags[0] ? WithoutZero(other) : other : null);

    /// <summary>The published setting cannot say 0 (W33).</summary>
    private static ScalingPolicy WithoutZero(ScalingPolicy policy) => policy with
    {
        KvCacheThreshold = Math.Max(0.01, policy.KvCacheThreshold),
        QueueLengthThreshold = Math.Max(0.01, policy.QueueLengthThreshold),
        KvSpareTrigger = Math.Max(0.01, policy.KvSpareTrigger),
        QueueSpareTrigger = Math.Max(0.01, policy.QueueSpareTrigger),
        ScaleDownBoundary = Math.Max(0.01, policy.ScaleDownBoundary),
    };

    /// <summary>An override differs from the policy around it only in what a model may have of its own.</summary>
    private static ScalingPolicy WithOverride(ScalingPolicy common, ScalingPolicy? own) => own is null ? common : common with
    {
        Overrides =
        [
            new PolicyOverride("ns0", "org/m0", own with
            {
                Published = common.Published,
                EnableLimiter = common.EnableLimiter,
                EnableRescale = common.EnableRescale,
                GpuInventory = common.GpuInventory,
                Quotas = common.Quotas,
                Priority = common.Priority,
                Schedules = common.Schedules,
                CostPerHourCap = common.CostPerHourCap,
                CyclePeriod = common.CyclePeriod,
                Slo = new LatencyTargets(own.Slo?.TtftSeconds ?? common.Slo?.TtftSeconds, own.Slo?.ItlMilliseconds),
            }),
        ],
    };
}
