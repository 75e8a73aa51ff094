using System.Collections.Immutable;
using CsCheck;
using Wva.Scaling.Inputs;
using static Wva.Scaling.Tests.Fleets;

namespace Wva.Scaling.Tests;

/// <summary>Whole fleets and policies of the default setting: several models, all roles, all analyzers that there are, given ones too, limits on and off.</summary>
internal static class AnyFleets
{
    public static readonly string[] Types = ["A100", "H100"];

    private static readonly string[][] Arguments = [[], ["--max-num-seqs=8"], ["--max-num-batched-tokens=2048", "--max-num-seqs=64"], ["--num-gpu-blocks-override=500"]];

    /// <summary>What an operator may have said: nothing, a number, that all stays, or something that is over.</summary>
    private static readonly OperatorHold?[] Words =
        [null, new OperatorHold(3, null, "ops"), new OperatorHold(0, Start.AddHours(1), "ops"), new OperatorHold(9, Start.AddHours(1), null), new OperatorHold(null, null, null), new OperatorHold(9, Start.AddSeconds(-1), "ops")];

    /// <summary>One that holds now, one over midnight that does too, one that does not.</summary>
    private static readonly ScheduledMin[] Schedules =
        [new("m0-v0", 3, new TimeOnly(7, 0), new TimeOnly(9, 0)), new("m1-v1", 6, new TimeOnly(22, 0), new TimeOnly(10, 0)), new("m0-v1", 9, new TimeOnly(9, 0), new TimeOnly(10, 0))];

    private static readonly Gen<ReplicaSnapshot> Rows =
        from kv in Gen.Double[0, 1]
        from waiting in Gen.Frequency((3, Gen.Const(0)), (2, Gen.Int[0, 9]))
        from state in Gen.Frequency((12, Gen.Const(ReplicaState.Serving)), (1, Gen.Enum<ReplicaState>()))
        from tokens in OneOf<double?>(16_000, 16_000, 16_000, 65_536, null)
        from lengths in OneOf((100.0, 100.0), (1000, 100), (0, 0))
        select new ReplicaSnapshot
        {
            Pod = "",
            State = state,
            AgeSeconds = 1,
            KvCacheUsage = kv,
            Waiting = waiting,
            Running = waiting > 0 ? 1 : 0,
            KvCapacityTokens = tokens,
            AvgInputTokens = lengths.Item1,
            AvgOutputTokens = lengths.Item2,
        };

    private static readonly Gen<VariantSnapshot> Variants =
        from rows in Rows.Array[0, 5]
        from bounds in Gen.Select(OneOf<int?>(null, 0, 1, 2), OneOf<int?>(null, null, 4, 8))
        from cost in OneOf(0.0, 1, 5, 5, 20)
        from type in OneOf(Types)
        from gpus in OneOf(1, 1, 2, 4)
        from pending in Gen.Frequency((6, Gen.Const(0)), (1, Gen.Int[1, 2]))
        from more in Gen.Frequency((10, Gen.Const(0)), (1, Gen.Int[-2, 2]))
        from arguments in Gen.Int[-1, Arguments.Length - 1]
        from flags in Gen.Select(Rarely, Rarely)
        from word in Gen.Frequency((12, Gen.Const(0)), (1, Gen.Int[1, Words.Length - 1]))
        select new VariantSnapshot
        {
            Spec = new VariantSpec { Key = new VariantKey("", ""), ModelId = "", Min = bounds.Item1, Max = bounds.Item2, Cost = cost, Accelerator = type, GpusPerReplica = gpus },
            Current = Math.Max(0, rows.Length + pending + more),
            Pending = pending,
            EngineArguments = arguments < 0 ? null : [.. Arguments[arguments]],
            StockOut = flags.Item1,
            Rollout = flags.Item2,
            OperatorHold = Words[word],
            Replicas = [.. rows],
        };

    private static readonly Gen<ModelSnapshot> Models =
        from variants in Variants.Array[1, 4]
        from roles in Gen.Frequency((1, Gen.Const(Role.Both).Array[4]), (1, Gen.Enum<Role>().Array[4]))
        from queue in OneOf<SchedulerQueue?>(null, new SchedulerQueue(0, 0), new SchedulerQueue(3, 4000), new SchedulerQueue(40, 400_000))
        from seen in OneOf<double?>(null, 0, 12)
        from given in Gen.Frequency((5, Gen.Const(false)), (1, Gen.Const(true)))
        from numbers in OneOf(0.0, 0, 3000, 25_000).Array[8]
        from second in Gen.Bool
        select new ModelSnapshot("", "", [.. variants.Select((v, i) => v with { Spec = v.Spec with { Role = roles[i] } })])
        {
            SchedulerQueue = queue,
            RequestsInRetention = seen,
            Given = !given ? [] : second
                ? [Given(variants.Length, roles[..variants.Length], numbers), InAnotherUnit(Given(variants.Length, roles[..variants.Length], [.. numbers.Reverse()]))]
                : [Given(variants.Length, roles[..variants.Length], numbers)],
        };

    /// <summary>One to three models; some pods are there that no target asks for.</summary>
    public static readonly Gen<FleetSnapshot> Odd = Models.Array[1, 3].Select(models => new FleetSnapshot(Start, [.. models.Select(Named)]));

    /// <summary>Those whose targets are asked for all that is there: no pods on their way out and no ranks named as pods.</summary>
    public static readonly Gen<FleetSnapshot> Whole = Odd.Select(f => f.Change(v => v with { Current = Math.Max(v.Current, v.Replicas.Length) }));

    /// <summary>Policies without a limit that models share.</summary>
    public static readonly Gen<ScalingPolicy> Unlimited =
        from analyzers in OneOf<string[]>([], ["percentage"], ["saturation"], ["saturation"], ["saturation", "percentage"], ["throughput", "saturation"])
        from zero in Gen.Bool
        from thresholds in OneOf((0.8, 0.1, 5.0, 3.0), (0.9, 0.3, 10, 2), (0.7, 0.05, 4, 3))
        select new ScalingPolicy
        {
            Analyzers = [.. analyzers.Select(a => new AnalyzerSpec(a))],
            ScaleToZero = new ScaleToZeroPolicy(zero, TimeSpan.FromMinutes(10)),
            KvCacheThreshold = thresholds.Item1,
            KvSpareTrigger = thresholds.Item2,
            QueueLengthThreshold = thresholds.Item3,
            QueueSpareTrigger = thresholds.Item4,
        };

    /// <summary>All policies: inventory, quotas, caps, priorities, rescale.</summary>
    public static readonly Gen<ScalingPolicy> Policies =
        from policy in Unlimited
        from limiter in Gen.Bool
        from inventory in Gen.Int[-4, 40].Array[2]
        from quota in Gen.Int[-1, 20].Array[3]
        from cap in OneOf(-1.0, 40, 100)
        from schedules in Gen.Frequency((4, Gen.Const(0)), (1, Gen.Const(Schedules.Length)))
        from priority in OneOf(0.0, 1, 5)
        from rescale in Rarely
        select policy with
        {
            EnableLimiter = limiter,
            EnableRescale = rescale,
            GpuInventory = inventory[0] < 0 ? null : ImmutableDictionary<string, int>.Empty.Add("A100", inventory[0]).Add("H100", Math.Max(0, inventory[1])),
            Quotas = quota[0] < 0 ? [] : [Quota(quota)],
            CostPerHourCap = cap < 0 ? ImmutableDictionary<string, double>.Empty : ImmutableDictionary<string, double>.Empty.Add("ns0", cap),
            Priority = ImmutableDictionary<string, double>.Empty.Add("ns0/m0", priority),
            Schedules = [.. Schedules[..schedules]],
        };

    private static Gen<bool> Rarely => Gen.Frequency((9, Gen.Const(false)), (1, Gen.Const(true)));

    /// <summary>What a failing case looks like.</summary>
    public static string Print(FleetSnapshot fleet, ScalingPolicy policy)
        => $"analyzers {string.Join(',', policy.Analyzers.Select(a => a.Name))} limiter {policy.EnableLimiter} rescale {policy.EnableRescale} zero {policy.ScaleToZero.Enabled} inventory {Print(policy.GpuInventory)} quotas {string.Join(';', policy.Quotas.Select(q => $"{q.Name} cluster {Print(q.ClusterGpus)} {string.Join(' ', q.NamespaceGpus?.Select(n => $"{n.Key}: {Print(n.Value)}") ?? [])}"))} caps {Print(policy.CostPerHourCap)} schedules {policy.Schedules.Length} thresholds {policy.KvCacheThreshold}/{policy.KvSpareTrigger}/{policy.QueueLengthThreshold}/{policy.QueueSpareTrigger}\n"
            + string.Join('\n', fleet.Models.Select(m => $"{m.Namespace}/{m.ModelId} queue {m.SchedulerQueue} seen {m.RequestsInRetention} given {string.Join(';', m.Given.Select(g => $"{g.Name} {g.RequiredCapacity}/{g.SpareCapacity} {string.Join(',', g.Roles)} {Print(g.PerReplicaCapacity)}"))}\n"
                + string.Join('\n', m.Variants.Select(v => $"  {v.Spec.Key.Name} {v.Spec.Role} min {v.Spec.Min} max {v.Spec.Max} cost {v.Spec.Cost} {v.Spec.Accelerator}x{v.Spec.GpusPerReplica} current {v.Current} pending {v.Pending} {(v.StockOut ? "stock-out " : "")}{(v.Rollout ? "rollout " : "")}{(v.OperatorHold is { } h ? $"{h} " : "")}args {(v.EngineArguments is { } a ? string.Join(' ', a) : "unknown")}: "
                    + string.Join(' ', v.Replicas.Select(r => $"{r.State.ToString()[..2]}{r.KvCacheUsage:0.###}/{r.Waiting}/{r.KvCapacityTokens}/{r.AvgInputTokens}+{r.AvgOutputTokens}"))))));

    private static string Print<T>(ImmutableDictionary<string, T>? values) => values is null ? "none" : string.Join(',', values.Select(v => $"{v.Key}={v.Value}"));

    public static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    public static FleetSnapshot Change(this FleetSnapshot fleet, Func<ReplicaSnapshot, ReplicaSnapshot> change)
        => fleet.Change(v => v with { Replicas = [.. v.Replicas.Select(change)] });

    public static FleetSnapshot Change(this FleetSnapshot fleet, Func<VariantSnapshot, VariantSnapshot> change)
        => fleet with { Models = [.. fleet.Models.Select(m => m with { Variants = [.. m.Variants.Select(change)] })] };

    /// <summary>Everything in another order.</summary>
    public static FleetSnapshot Shuffled(this FleetSnapshot fleet, Random random)
        => fleet with { Models = Shuffled(fleet.Models.Select(m => m with { Variants = Shuffled(m.Variants.Select(v => v with { Replicas = Shuffled(v.Replicas, random) }), random) }), random) };

    private static ImmutableArray<T> Shuffled<T>(IEnumerable<T> items, Random random)
    {
        T[] array = [.. items];
        random.Shuffle(array);
        return [.. array];
    }

    private static GpuQuota Quota(int[] numbers) => new()
    {
        Name = "team",
        ClusterGpus = numbers[1] < 10 ? null : ImmutableDictionary<string, int>.Empty.Add("A100", numbers[0]).Add("H100", numbers[1]),
        NamespaceGpus = ImmutableDictionary<string, ImmutableDictionary<string, int>>.Empty
            .Add("ns0", ImmutableDictionary<string, int>.Empty.Add("A100", numbers[2]).Add("H100", numbers[1])).Add("default", ImmutableDictionary<string, int>.Empty.Add("A100", -1).Add("H100", -1)),
    };

    private static GivenAnalysis Given(int variants, Role[] roles, double[] numbers)
    {
        var disaggregated = roles.Any(r => r is not Role.Both);
        return new GivenAnalysis
        {
            RequiredCapacity = disaggregated ? null : numbers[0],
            SpareCapacity = disaggregated ? null : numbers[1],
            PerReplicaCapacity = Enumerable.Range(0, variants).ToImmutableDictionary(i => $"v{i}", i => numbers[i % 2] > 0 ? 10_000 : 2500.0, StringComparer.Ordinal),
            Roles = disaggregated ? roles.Distinct().ToImmutableDictionary(r => r, r => new RoleCapacity(numbers[2 + (int)r], numbers[5 + (int)r])) : ImmutableDictionary<Role, RoleCapacity>.Empty,
        };
    }

    /// <summary>By another analyzer, which counts in a five hundredth, does not know one of the variants, and tells another apart by half.</summary>
    private static GivenAnalysis InAnotherUnit(GivenAnalysis given) => given with
    {
        Name = AnalyzerNames.Throughput,
        RequiredCapacity = given.RequiredCapacity / 500,
        SpareCapacity = given.SpareCapacity / 500,
        PerReplicaCapacity = given.PerReplicaCapacity.Remove("v1").ToImmutableDictionary(p => p.Key, p => p.Value / (p.Key == "v2" ? 1000 : 500), StringComparer.Ordinal),
        Roles = given.Roles.ToImmutableDictionary(r => r.Key, r => new RoleCapacity(r.Value.RequiredCapacity / 500, r.Value.SpareCapacity / 500)),
    };

    private static ModelSnapshot Named(ModelSnapshot model, int at)
    {
        var (ns, id) = ($"ns{at % 2}", $"m{at}");
        return model with { Namespace = ns, ModelId = id, Variants = [.. model.Variants.Select((v, i) => Named(v, ns, id, i))], Given = [.. model.Given.Select(g => Renamed(g, id))] };
    }

    private static VariantSnapshot Named(VariantSnapshot variant, string ns, string model, int at) => variant with
    {
        Spec = variant.Spec with { Key = new VariantKey(ns, $"{model}-v{at}"), ModelId = model },
        Replicas = [.. variant.Replicas.Select((r, n) => r with { Pod = $"{model}-v{at}-{n}" })],
    };

    private static GivenAnalysis Renamed(GivenAnalysis given, string model)
        => given with { PerReplicaCapacity = given.PerReplicaCapacity.ToImmutableDictionary(p => $"{model}-{p.Key}", p => p.Value, StringComparer.Ordinal) };
}
