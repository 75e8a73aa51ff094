using System.Collections.Immutable;
using CsCheck;
using Wva.Scaling.Inputs;
using static Wva.Scaling.Tests.Fleets;

namespace Wva.Scaling.Tests;

/// <summary>What holds for every fleet.</summary>
public sealed class PropertyTests
{
    private static readonly Gen<double?> AnyNumber = Gen.Frequency(
        (1, OneOf([null])),
        (3, Gen.Double[0, 1].Select(d => (double?)d)),
        (1, Gen.Double.Select(d => (double?)d)),
        (1, OneOf(double.NaN, double.PositiveInfinity, -1, double.MaxValue)));

    private static readonly Gen<int> AnyCount = Gen.Frequency((8, Gen.Int[0, 6]), (1, Gen.Int));

    private static readonly Gen<ReplicaSnapshot> SensibleRows =
        from kv in Gen.Double[0, 1]
        from waiting in Gen.Int[0, 8]
        from state in Gen.Frequency((8, Gen.Const(ReplicaState.Serving)), (1, Gen.Enum<ReplicaState>()))
        select new ReplicaSnapshot { Pod = "", State = state, KvCacheUsage = kv, Waiting = waiting, AgeSeconds = 1 };

    private static readonly Gen<ReplicaSnapshot> AnyRows =
        from pod in Gen.Int[0, 5]
        from numbers in AnyNumber.Array[4]
        from state in Gen.Enum<ReplicaState>()
        from stale in Gen.Bool
        from stalled in Gen.Bool
        select new ReplicaSnapshot
        {
            Pod = $"p{pod}",
            State = state,
            Stale = stale,
            Stalled = stalled,
            KvCacheUsage = numbers[0],
            Waiting = numbers[1],
            AgeSeconds = numbers[2],
            SilentSeconds = numbers[3] * 1000,
        };

    private static readonly Gen<FleetSnapshot> SensibleFleets = Fleets(SensibleRows, Gen.Int[-2, 6], Gen.Int[0, 2], Gen.Int[2, 9], Gen.Int[1, 3].Select(c => (double)c))
        .Select(NeverBelowNone);

    private static readonly Gen<FleetSnapshot> AnyFleets = Fleets(AnyRows, AnyCount, AnyCount, AnyCount, AnyNumber.Select(c => c ?? 1));

    private static readonly Gen<LearnedState> AnyLearned = Gen.Select(AnyCount, AnyCount, Gen.Int[-2000, 2000], Gen.Bool).Select((published, grant, seconds, settled) => settled
        ? LearnedState.Settled
        : new LearnedState
        {
            At = Start.AddSeconds(seconds),
            Variants = LearnedState.Settled.Variants.Add(new VariantKey("ns", "v0"), new LearnedVariant
            {
                Published = published,
                Grants = [new Grant(Start.AddSeconds(seconds), grant)],
                Wanted = [new WantedEntry(Start.AddSeconds(seconds), grant)],
                UnheldSince = Start.AddSeconds(seconds),
            }),
        });

    private static readonly Gen<ScalingPolicy> AnyPolicies = AnyNumber.Array[5].Select(n => new ScalingPolicy
    {
        KvCacheThreshold = n[0] ?? 0.8,
        KvSpareTrigger = n[1] ?? 0.1,
        QueueLengthThreshold = n[2] ?? 5,
        QueueSpareTrigger = n[3] ?? 3,
        ScaleInStabilization = TimeSpan.FromSeconds(double.IsFinite(n[4] ?? 0) ? Math.Clamp(n[4] ?? 0, -1e9, 1e9) : 0),
    });

    [Fact]
    public void The_order_of_the_input_never_matters()
        => Gen.Select(AnyFleets, AnyPolicies, AnyLearned, Gen.Int).Sample((fleet, policy, learned, seed) =>
        {
            var shuffled = Shuffle(fleet, new Random(seed));

            var expected = ScalingCore.Decide(fleet, policy, learned);
            var actual = ScalingCore.Decide(shuffled, policy, learned);

            Assert.Equal(
                expected.Plan.Decisions.OrderBy(d => d.Variant.Spec.Key.Name, StringComparer.Ordinal).Select(d => (d.Target, d.Demand, Reasons: string.Join('|', d.Reasons))),
                actual.Plan.Decisions.OrderBy(d => d.Variant.Spec.Key.Name, StringComparer.Ordinal).Select(d => (d.Target, d.Demand, Reasons: string.Join('|', d.Reasons))));
        });

    [Fact]
    public void Deciding_twice_changes_nothing()
        => Gen.Select(AnyFleets, AnyPolicies, AnyLearned).Sample((fleet, policy, learned) =>
        {
            var (first, next) = ScalingCore.Decide(fleet, policy, learned);
            var (second, _) = ScalingCore.Decide(fleet, policy, next);

            Assert.True(first.Decisions.Targets().SequenceEqual(second.Decisions.Targets()), $"{Said(fleet, policy, first)}\n\n{Said(fleet, policy, second)}");
        });

    [Fact]
    public void Staleness_alone_changes_nothing()
        => Gen.Select(SensibleFleets, Gen.Int).Sample((fleet, seed) =>
        {
            var (before, learned) = ScalingCore.Decide(fleet, Policy, LearnedState.Settled);
            var random = new Random(seed);
            var stale = Change(fleet, r => random.Next(2) == 0 ? r : r with { Stale = true, AgeSeconds = 15 });

            var (after, _) = ScalingCore.Decide(stale.At(1), Policy, learned);

            Assert.True(before.Decisions.Targets().SequenceEqual(after.Decisions.Targets()), $"{Said(fleet, Policy, before)}\n\n{Said(stale, Policy, after)}");
        });

    [Fact]
    public void No_input_makes_it_throw()
        => Gen.Select(AnyFleets, AnyPolicies, AnyLearned).Sample((fleet, policy, learned) =>
        {
            var (plan, next) = ScalingCore.Decide(fleet, policy, learned);

            Assert.All(plan.Decisions, d => Assert.True(d.Target is null or >= 0));
            Assert.All(plan.Decisions, d => Assert.NotEmpty(d.Reasons));
            Assert.Equal(fleet.Now, next.At);
        });

    [Fact]
    public void No_input_makes_the_published_setting_throw()
        => Gen.Select(AnyFleets, AnyPolicies, AnyCount, AnyCount, AnyNumber, Gen.Bool, Gen.Bool).Sample((fleet, policy, inventory, gpus, requests, tokens, rescale) =>
        {
            var limited = policy with
            {
                Published = true,
                EnableLimiter = true,
                EnableRescale = rescale,
                GpuInventory = ImmutableDictionary<string, int>.Empty.Add("A100", inventory),
                Analyzers = tokens ? [new AnalyzerSpec(AnalyzerNames.Saturation)] : [],
                ScaleToZero = new ScaleToZeroPolicy(rescale, TimeSpan.FromMinutes(10)),
            };
            var odd = fleet with { Models = [.. fleet.Models.Select(m => m with { RequestsInRetention = requests, Variants = [.. m.Variants.Select(v => v with { Spec = v.Spec with { Accelerator = "A100", GpusPerReplica = gpus } })] })] };

            var (plan, next) = ScalingCore.Decide(odd, limited, LearnedState.Settled);

            Assert.All(plan.Decisions, d => Assert.True(d.Target >= 0 && !d.Reasons.IsEmpty));
            Assert.Equal(fleet.Now, next.At);
        });

    [Fact]
    public void Nonsense_scales_nothing_in()
        => Gen.Select(SensibleFleets, OneOf(null, double.NaN, double.NegativeInfinity, double.PositiveInfinity, -1, double.MinValue)).Sample((fleet, nonsense) =>
        {
            var broken = Change(fleet, r => r with { KvCacheUsage = nonsense, Waiting = nonsense });

            var (plan, _) = ScalingCore.Decide(broken, Policy, LearnedState.Settled);

            Assert.All(plan.Decisions, d => Assert.True(d.Target is null || d.Target >= Math.Min(d.Variant.Current, d.Variant.Spec.Max ?? int.MaxValue), d.Reason.Message));
        });

    [Fact]
    public void More_demand_never_lowers_what_a_role_gets()
        => Gen.Select(SensibleFleets, Gen.Int, Gen.Double[0, 1]).Sample((fleet, seed, more) =>
        {
            var random = new Random(seed);
            var busier = Change(fleet, r => r with { KvCacheUsage = Math.Min(1, r.KvCacheUsage!.Value + (more * random.NextDouble())), Waiting = r.Waiting + random.Next(3) });

            var less = ScalingCore.Decide(fleet, Policy, LearnedState.Settled).Plan;
            var most = ScalingCore.Decide(busier, Policy, LearnedState.Settled).Plan;

            Assert.All(less.Decisions.Zip(most.Decisions).GroupBy(pair => pair.First.Variant.Spec.Role), role => Assert.True(
                role.Sum(pair => pair.Second.Target ?? 0) >= role.Sum(pair => pair.First.Target ?? 0), $"{role.Key}\n{Said(fleet, Policy, less)}\n\n{Said(busier, Policy, most)}"));
        });

    private static string Said(FleetSnapshot fleet, ScalingPolicy policy, Decision.ScalingPlan plan)
        => $"{Tests.AnyFleets.Print(fleet, policy)}\n{string.Join('\n', plan.Decisions.Select(d => $"{d.Variant.Spec.Key.Name}={d.Target} {string.Join('|', d.Reasons)}"))}";

    private static Gen<double?> OneOf(params double?[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static FleetSnapshot NeverBelowNone(FleetSnapshot fleet) => fleet with
    {
        Models = [.. fleet.Models.Select(m => m with { Variants = [.. m.Variants.Select(v => v with { Current = Math.Max(0, v.Current), Pending = Math.Max(0, v.Pending) })] })],
    };

    private static Gen<FleetSnapshot> Fleets(Gen<ReplicaSnapshot> rows, Gen<int> beyondRows, Gen<int> min, Gen<int> max, Gen<double> cost)
    {
        var variants =
            from replicas in rows.Array[0, 5]
            from bounds in Gen.Select(min, max, cost)
            from extra in Gen.Frequency((5, Gen.Const(0)), (1, beyondRows))
            from role in Gen.Enum<Role>()
            select (replicas, bounds, extra, role);
        return variants.Array[1, 4].Select(all => new FleetSnapshot(Start, [new ModelSnapshot("ns", "m", [.. all.Select((v, i) => new VariantSnapshot
        {
            Spec = new VariantSpec { Key = new VariantKey("ns", $"v{i}"), ModelId = "m", Role = v.role, Min = v.bounds.Item1, Max = v.bounds.Item2, Cost = v.bounds.Item3 },
            Current = (int)Math.Clamp((long)v.replicas.Length + v.extra, int.MinValue, int.MaxValue),
            Pending = v.extra,
            Replicas = [.. v.replicas.Select((r, n) => r.Pod.Length > 0 ? r with { Rank = $"{n}" } : r with { Pod = $"v{i}-{n}" })],
        })])]));
    }

    private static FleetSnapshot Change(FleetSnapshot fleet, Func<ReplicaSnapshot, ReplicaSnapshot> change)
        => fleet with { Models = [.. fleet.Models.Select(m => m with { Variants = [.. m.Variants.Select(v => v with { Replicas = [.. v.Replicas.Select(change)] })] })] };

    private static FleetSnapshot Shuffle(FleetSnapshot fleet, Random random)
        => fleet with { Models = [.. fleet.Models.Select(m => m with { Variants = Shuffled(m.Variants.Select(v => v with { Replicas = Shuffled(v.Replicas, random) }), random) })] };

    private static ImmutableArray<T> Shuffled<T>(IEnumerable<T> items, Random random)
    {
        T[] array = [.. items];
        random.Shuffle(array);
        return [.. array];
    }
}
