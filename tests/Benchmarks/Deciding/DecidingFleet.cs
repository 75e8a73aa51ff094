using System.Collections.Immutable;
using System.Globalization;
using Wva.Scaling.Inputs;

namespace Wva.Benchmarks.Deciding;

/// <summary>A fleet of models with three variants of thirteen replicas each, as the aggregator would hand it over; every tenth has a policy of its own.</summary>
internal static class DecidingFleet
{
    private const int Variants = 3;
    private const int Replicas = 13;

    private static readonly string[] Types = ["A100", "H100", "L40S"];

    private static readonly ImmutableArray<string> Arguments = ["serve", "org/model", "--max-num-seqs=256", "--max-num-batched-tokens=8192", "--gpu-memory-utilization=0.92", "--enable-prefix-caching"];

    /// <summary>The fleet.</summary>
    /// <param name="models">How many models.</param>
    /// <param name="more">What every replica's load is raised by, as a part of its KV cache.</param>
    public static FleetSnapshot Of(int models, double more = 0)
    {
        var random = new Random(1);
        return new FleetSnapshot(new DateTimeOffset(2026, 12, 1, 8, 0, 0, TimeSpan.Zero), [.. Enumerable.Range(0, models).Select(m => Model(m, random, more))]);
    }

    /// <summary>The policy, with GPUs for half as much again where they are counted.</summary>
    public static ScalingPolicy Policy(string analyzer, bool limiter, int models)
    {
        var common = new ScalingPolicy { Analyzers = [new AnalyzerSpec(analyzer)], EnableLimiter = limiter, GpuInventory = Types.ToImmutableDictionary(type => type, _ => models * Replicas * 3 / 2, StringComparer.Ordinal) };
        return common with
        {
            Overrides = [.. Enumerable.Range(0, models).Where(m => m % 10 == 0).Select(m => new PolicyOverride(Namespace(m), Name(m), common with { KvCacheThreshold = 0.85 }))],
        };
    }

    private static ModelSnapshot Model(int number, Random random, double more)
    {
        var load = random.NextDouble() + more;
        return new ModelSnapshot(Namespace(number), Name(number), [.. Enumerable.Range(0, Variants).Select(v => Variant(number, v, load, random))]) { SchedulerQueue = new SchedulerQueue(0, 0), RequestsInRetention = 100 };
    }

    private static VariantSnapshot Variant(int model, int number, double load, Random random)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{Name(model)}-{Types[number]}");
        return new VariantSnapshot
        {
            Spec = new VariantSpec { Key = new VariantKey(Namespace(model), name), ModelId = Name(model), Cost = 5 * (number + 1), Accelerator = Types[number], Min = 1, Max = 40 },
            Current = Replicas,
            EngineArguments = Arguments,
            PodTemplateHash = "5d8f7c",
            Replicas = [.. Enumerable.Range(0, Replicas).Select(i => Replica(string.Create(CultureInfo.InvariantCulture, $"{name}-{i:00}"), load, random))],
        };
    }

    private static ReplicaSnapshot Replica(string pod, double load, Random random)
    {
        var use = Math.Clamp(load + (0.2 * (random.NextDouble() - 0.5)), 0, 1);
        return new ReplicaSnapshot
        {
            Pod = pod,
            Uid = pod,
            AgeSeconds = 0.5,
            KvCacheUsage = use,
            Waiting = use > 0.8 ? random.Next(8) : 0,
            Running = 40 * use,
            KvCapacityTokens = 131_072,
            AvgInputTokens = 600 + random.Next(50),
            AvgOutputTokens = 250 + random.Next(30),
            PrefixHitRate = 0.2,
        };
    }

    private static string Namespace(int model) => string.Create(CultureInfo.InvariantCulture, $"team-{model % 20}");

    private static string Name(int model) => string.Create(CultureInfo.InvariantCulture, $"model-{model}");
}
