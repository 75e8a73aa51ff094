using System.Collections.Immutable;
using CsCheck;
using Wva.Scaling.Inputs;

namespace Wva.Scenarios.Tests;

/// <summary>Scenarios of any kind that can be said: whole numbers where there are counts, and names that stand once.</summary>
internal static class AnyScenario
{
    private static readonly Gen<DateTimeOffset> Times = CsCheck.Gen.Long[0, 4_000_000_000L].Select(s => DateTimeOffset.UnixEpoch.AddSeconds(s));

    private static readonly Gen<double?> Numbers = CsCheck.Gen.Frequency((1, CsCheck.Gen.Const((double?)null)), (3, CsCheck.Gen.Double[-10, 1e6].Select(d => (double?)d)));

    private static readonly Gen<double?> Sizes = CsCheck.Gen.Frequency((1, CsCheck.Gen.Const((double?)null)), (3, CsCheck.Gen.Double[0, 1e6].Select(d => (double?)d)));

    private static readonly Gen<ReplicaSnapshot> Replicas =
        from uid in CsCheck.Gen.Int[0, 2]
        from rank in CsCheck.Gen.Int[0, 3]
        from state in CsCheck.Gen.Enum<ReplicaState>()
        from stalled in CsCheck.Gen.Bool
        from stale in CsCheck.Gen.Bool
        from n in Numbers.Array[19]
        select new ReplicaSnapshot
        {
            Pod = "p",
            Uid = uid == 0 ? null : $"u{uid}",
            Rank = $"{rank}",
            State = state,
            Stale = stale || stalled,
            Stalled = stalled,
            AgeSeconds = n[0],
            SilentSeconds = n[1],
            KvCacheUsage = n[2],
            Waiting = n[3],
            Running = n[4],
            KvCapacityTokens = n[5],
            TokensInUse = n[6],
            AvgInputTokens = n[7],
            AvgOutputTokens = n[8],
            PrefixHitRate = n[9],
            ArrivalsPerSecond = n[10],
            PromptTokensPerSecond = n[11],
            GenerationTokensPerSecond = n[12],
            IterationSeconds = n[13],
            PreemptionsPerSecond = n[14],
            TtftSeconds = n[15],
            ItlSeconds = n[16],
            PeakKvCacheUsage = n[17],
            PeakWaiting = n[18],
        };

    private static readonly Gen<VariantSnapshot> Variants =
        from counts in CsCheck.Gen.Int[0, 9].Array[5]
        from flags in CsCheck.Gen.Bool.Array[6]
        from n in Sizes.Array[3]
        from role in CsCheck.Gen.Enum<Role>()
        from until in Times
        from replicas in Replicas.Array[0, 4]
        select new VariantSnapshot
        {
            Spec = new VariantSpec
            {
                Key = new VariantKey("", ""),
                ModelId = "",
                Cost = n[0] ?? 10,
                Accelerator = flags[0] ? "A 100" : null,
                GpusPerReplica = counts[0],
                Role = role,
                Min = flags[1] ? counts[1] : null,
                Max = flags[2] ? counts[1] + counts[2] + 1 : null,
            },
            Current = counts[3],
            Pending = Math.Min(counts[3], counts[4]),
            Desired = flags[3] ? counts[2] : null,
            EngineArguments = flags[4] ? ["--a", "b\"c"] : null,
            Engine = flags[5] ? "sglang" : "vllm",
            StartupSeconds = n[1],
            StockOut = flags[0],
            ScalerTolerance = n[2],
            OperatorHold = flags[1] ? new OperatorHold(flags[2] ? counts[0] : null, flags[3] ? until : null, flags[4] ? "ann" : null) : null,
            PodTemplateHash = flags[5] ? "h" : null,
            Rollout = flags[3],
            Replicas = [.. replicas.Select((replica, i) => replica with { Pod = $"p{i}" })],
        };

    private static readonly Gen<ModelSnapshot> Models =
        from variants in Variants.Array[0, 3]
        from n in Sizes.Array[5]
        from given in CsCheck.Gen.Bool.Array[4]
        select new ModelSnapshot("", "", [.. variants])
        {
            SchedulerQueue = n[0] is { } requests ? new SchedulerQueue(requests, n[1] ?? 0) : null,
            RequestsInRetention = n[2],
            Given = given[0]
                ? [new GivenAnalysis { Live = given[1], RequiredCapacity = Has(variants, Role.Both) ? n[3] : 0, SpareCapacity = n[4] is > 0 && !Has(variants, Role.Both) ? null : n[4] },
                    new GivenAnalysis { Name = "throughput", Roles = given[2] && Has(variants, Role.Decode) ? ImmutableDictionary<Role, RoleCapacity>.Empty.Add(Role.Decode, new RoleCapacity(n[3], n[4])) : ImmutableDictionary<Role, RoleCapacity>.Empty }]
                : [],
        };

    public static readonly Gen<Scenario> Gen =
        from now in Times
        from at in Times
        from models in Models.Array[0, 3]
        from policy in AnyPolicy.Gen
        from flags in CsCheck.Gen.Bool.Array[2]
        select new Scenario(
            new FleetSnapshot(now, [.. models.Select((model, i) => Named(model, $"ns{i % 2}", $"org/m{i}"))]),
            policy,
            flags[0] ? LearnedState.Settled : LearnedState.StartedAt(at))
        {
            Id = flags[1] ? "é\"\u0001" : null,
        };

    /// <summary>Figures count for a role that is there; others are refused.</summary>
    private static bool Has(VariantSnapshot[] variants, Role role) => variants.Length == 0 ? role is Role.Both : Array.Exists(variants, variant => variant.Spec.Role == role);

    private static ModelSnapshot Named(ModelSnapshot model, string space, string modelId) => model with
    {
        Namespace = space,
        ModelId = modelId,
        Variants = [.. model.Variants.Select((variant, i) => variant with { Spec = variant.Spec with { Key = new VariantKey(space, $"{modelId}-v{i}"), ModelId = modelId } })],
    };
}
