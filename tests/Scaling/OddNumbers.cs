using System.Collections.Immutable;
using Wva.Scaling.Inputs;

namespace Wva.Scaling.Tests;

/// <summary>Puts numbers that nobody should give into everything that has one.</summary>
/// <param name="random">Which where.</param>
/// <param name="numbers">The numbers.</param>
internal sealed class OddNumbers(Random random, double?[] numbers)
{
    private static readonly int[] Counts = [int.MinValue, -1, 0, 1, 1_000_000, int.MaxValue];

    /// <summary>Numbers that are none, or below nothing.</summary>
    public static double?[] Nonsense { get; } = [null, double.NaN, double.NegativeInfinity, double.PositiveInfinity, -1, double.MinValue];

    /// <summary>Numbers that sums and products of overflow.</summary>
    public static double?[] Extreme { get; } = [1e300, double.MaxValue, double.Epsilon, 0];

    /// <summary>In rows, queue, cost and given analyses.</summary>
    public FleetSnapshot In(FleetSnapshot fleet)
        => (fleet with { Models = [.. fleet.Models.Select(In)] })
            .Change(v => v with { Spec = v.Spec with { Cost = Some() } })
            .Change(r => r with
            {
                KvCacheUsage = Any(),
                Waiting = Any(),
                TokensInUse = Any(),
                Running = Any(),
                KvCapacityTokens = Any(),
                AvgInputTokens = Any(),
                AvgOutputTokens = Any(),
                PrefixHitRate = Any(),
                AgeSeconds = Any(),
                SilentSeconds = Any(),
            });

    /// <summary>In thresholds, boundaries, scores, priorities and caps.</summary>
    public ScalingPolicy In(ScalingPolicy policy) => policy with
    {
        KvCacheThreshold = Some(),
        KvSpareTrigger = Some(),
        QueueLengthThreshold = Some(),
        QueueSpareTrigger = Some(),
        ScaleUpThreshold = Some(),
        ScaleDownBoundary = Some(),
        Analyzers = [.. policy.Analyzers.Select(a => a with { Score = Some(), ScaleUpThreshold = Any(), ScaleDownBoundary = Any() })],
        Priority = policy.Priority.ToImmutableDictionary(p => p.Key, _ => Some(), StringComparer.Ordinal),
        CostPerHourCap = policy.CostPerHourCap.ToImmutableDictionary(c => c.Key, _ => Some(), StringComparer.Ordinal),
    };

    /// <summary>In GPUs and replicas.</summary>
    public FleetSnapshot InCounts(FleetSnapshot fleet) => fleet.Change(v => v with
    {
        Current = Count(v.Current),
        Pending = Count(v.Pending),
        Spec = v.Spec with { GpusPerReplica = Count(v.Spec.GpusPerReplica), Min = Count(v.Spec.Min ?? 0), Max = Count(v.Spec.Max ?? 0) },
    });

    /// <summary>In inventory and quotas.</summary>
    public ScalingPolicy InCounts(ScalingPolicy policy) => policy with
    {
        GpuInventory = policy.GpuInventory is { } inventory ? In(inventory) : null,
        Quotas = [.. policy.Quotas.Select(q => q with
        {
            ClusterGpus = q.ClusterGpus is { } cluster ? In(cluster) : null,
            NamespaceGpus = q.NamespaceGpus?.ToImmutableDictionary(n => n.Key, n => In(n.Value), StringComparer.Ordinal),
        })],
        Schedules = [.. policy.Schedules.Select(s => s with { Min = Count(s.Min) })],
    };

    private ModelSnapshot In(ModelSnapshot model) => model with
    {
        RequestsInRetention = Any(),
        SchedulerQueue = model.SchedulerQueue is null ? null : new SchedulerQueue(Some(), Some()),
        Given = [.. model.Given.Select(g => g with
        {
            RequiredCapacity = g.RequiredCapacity is null ? null : NotFinite(), // spare beside it counts for nothing
            SpareCapacity = random.Next(2) == 0 ? Any() : g.SpareCapacity,
            PerReplicaCapacity = g.PerReplicaCapacity.ToImmutableDictionary(c => c.Key, c => random.Next(4) == 0 ? Some() : c.Value, StringComparer.Ordinal),
            Roles = g.Roles.ToImmutableDictionary(r => r.Key, r => new RoleCapacity(NotFinite(), random.Next(2) == 0 ? Any() : r.Value.SpareCapacity)),
        })],
    };

    private ImmutableDictionary<string, int> In(ImmutableDictionary<string, int> counts) => counts.ToImmutableDictionary(c => c.Key, c => Count(c.Value), StringComparer.Ordinal);

    private double NotFinite() => random.Next(2) == 0 ? double.NaN : double.PositiveInfinity;

    /// <summary>Half of them stay.</summary>
    private int Count(int sensible) => random.Next(2) == 0 ? sensible : Counts[random.Next(Counts.Length)];

    private double? Any() => numbers[random.Next(numbers.Length)];

    private double Some() => Any() ?? double.NaN;
}
