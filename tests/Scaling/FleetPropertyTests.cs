using System.Collections.Immutable;
using CsCheck;
using Wva.Scaling.Decision;
using Wva.Scaling.Inputs;

namespace Wva.Scaling.Tests;

/// <summary>What holds for every fleet under every policy in the default setting, through the whole core.</summary>
public sealed class FleetPropertyTests
{
    private static readonly ScalingPolicy[] Undefined =
    [
        new ScalingPolicy { Analyzers = default, Quotas = default, Schedules = default, Overrides = default },
        new ScalingPolicy { Analyzers = [new AnalyzerSpec(AnalyzerNames.Saturation)], EnableLimiter = true, Quotas = default, Overrides = default },
    ];

    [Fact]
    public void More_demand_never_lowers_the_capacity_granted()
        => Gen.Select(AnyFleets.Whole, AnyFleets.Unlimited, Gen.Int).Sample((fleet, policy, seed) =>
        {
            var random = new Random(seed);
            var busier = Busier(fleet, random);

            var less = ScalingCore.Decide(fleet, policy, LearnedState.Settled).Plan;
            var more = ScalingCore.Decide(busier, policy, LearnedState.Settled).Plan;

            AssertNoLess(Granted(less, less), Granted(more, less), less, more);
        }, print: t => AnyFleets.Print(t.Item1, t.Item2));

    [Fact]
    public void The_order_of_models_variants_and_replicas_never_matters()
        => Gen.Select(AnyFleets.Odd, AnyFleets.Policies, Gen.Int).Sample((fleet, policy, seed) =>
        {
            var (plan, next) = ScalingCore.Decide(fleet, policy, LearnedState.Settled);
            var (shuffled, nextShuffled) = ScalingCore.Decide(fleet.Shuffled(new Random(seed)), policy, LearnedState.Settled);

            Assert.Equal(Said(plan), Said(shuffled));
            Assert.Equal(Said(next), Said(nextShuffled));
        }, print: t => AnyFleets.Print(t.Item1, t.Item2));

    [Fact]
    public void Growth_never_exceeds_a_limit_save_by_a_min()
        => Gen.Select(AnyFleets.Odd, AnyFleets.Policies).Sample((fleet, policy) =>
        {
            var plan = ScalingCore.Decide(fleet, policy, LearnedState.Settled).Plan;

            Assert.All(plan.Decisions, d => Assert.True(d.Target is null || d.Target <= Math.Max(Math.Max(d.Variant.Spec.Max ?? int.MaxValue, d.Variant.Spec.Min ?? 0), d.Variant.Current)));
            foreach (var layer in Limits.Of(policy))
            {
                var (before, after) = (layer.Used(plan, d => d.Variant.Current), layer.Used(plan, d => Math.Max(d.Target ?? 0, d.Variant.Current)));
                var byMin = layer.Used(plan, d => d.Says(ReasonCodes.MinOverLimit) ? Math.Max(0, MinNow(d, policy) - d.Variant.Current) : 0);
                Assert.True(after <= Math.Max(before, layer.Most) + byMin + 1e-9, $"{layer}: {before} and then {after}, {byMin} of it by a min\n{Said(plan)}");
            }
        }, print: t => AnyFleets.Print(t.Item1, t.Item2));

    [Fact]
    public void Staleness_alone_changes_nothing()
        => Gen.Select(AnyFleets.Whole, AnyFleets.Policies, Gen.Int).Sample((fleet, policy, seed) =>
        {
            var random = new Random(seed);
            policy = policy with { EnableRescale = false }; // it shares by what is known of the demand
            fleet = Sure(WithOneAnalysis(fleet), policy);
            var (before, learned) = ScalingCore.Decide(fleet, policy, LearnedState.Settled);
            var stale = fleet.Change(r => random.Next(2) == 0 || r.State is not ReplicaState.Serving ? r : r with { Stale = true, AgeSeconds = 15 });

            var after = ScalingCore.Decide(stale.At(1), policy, learned).Plan;

            Assert.True(Targets(before) == Targets(after), $"{Said(before)}\n\n{Said(after)}");
        }, print: t => AnyFleets.Print(t.Item1, t.Item2));

    [Fact]
    public void Deciding_twice_with_nothing_changed_changes_nothing()
        => Gen.Select(AnyFleets.Whole, AnyFleets.Policies, Gen.Int[0, 2]).Sample((fleet, policy, seconds) =>
        {
            fleet = Sure(WithOneAnalysis(fleet), policy);
            var (first, learned) = ScalingCore.Decide(fleet, policy, LearnedState.Settled);
            var (second, next) = ScalingCore.Decide(fleet.At(seconds), policy, learned);
            var third = ScalingCore.Decide(fleet.At(2 * seconds), policy, next).Plan;

            Assert.Equal(Targets(second), Targets(third));
            Assert.True(Targets(first) == Targets(second), $"{Said(first)}\n\n{Said(second)}");
        }, print: t => AnyFleets.Print(t.Item1, t.Item2));

    [Fact]
    public void Deciding_again_once_the_pods_of_a_grant_are_seen_changes_nothing()
        => Gen.Select(AnyFleets.Whole, AnyFleets.Policies).Sample((fleet, policy) =>
        {
            fleet = Sure(fleet, policy);
            var measured = fleet with { Models = [.. fleet.Models.Select(m => m with { Given = [] })] };
            var (first, learned) = ScalingCore.Decide(measured, policy, LearnedState.Settled);
            var byKey = first.Decisions.ToDictionary(d => d.Variant.Spec.Key);

            if (IsLimited(policy) && first.Decisions.Any(d => d.Says(ReasonCodes.FromZero)))
            {
                return; // a model that is woken takes the last GPUs after the mix: a sibling of who wanted them may follow a cycle later
            }

            var second = ScalingCore.Decide(measured.Change(v => Seen(v, byKey[v.Spec.Key].Target)).At(1), policy, learned).Plan;

            Assert.True(Targets(first) == Targets(second), $"{Said(first)}\n\n{Said(second)}");
        }, print: t => AnyFleets.Print(t.Item1, t.Item2));

    [Fact]
    public void Numbers_that_make_no_sense_scale_nothing_in()
        => Gen.Select(AnyFleets.Odd, AnyFleets.Policies, Gen.Int).Sample((fleet, policy, seed) =>
        {
            var odd = new OddNumbers(new Random(seed), OddNumbers.Nonsense);

            var plan = ScalingCore.Decide(odd.In(fleet), odd.In(policy), LearnedState.Settled).Plan;

            AssertNothingScalesIn(plan);
        }, print: t => AnyFleets.Print(t.Item1, t.Item2));

    [Fact]
    public void No_number_anywhere_makes_it_throw()
        => Gen.Select(AnyFleets.Odd, AnyFleets.Policies, Gen.Int).Sample((fleet, policy, seed) =>
        {
            var odd = new OddNumbers(new Random(seed), [.. OddNumbers.Nonsense, .. OddNumbers.Extreme]);
            var (broken, under) = (odd.InCounts(odd.In(fleet)), odd.InCounts(odd.In(policy)));

            var (first, learned) = ScalingCore.Decide(broken, under, LearnedState.Settled);
            var (second, _) = ScalingCore.Decide(broken.At(1), under, learned);

            Assert.All((IEnumerable<VariantDecision>)[.. first.Decisions, .. second.Decisions], d => Assert.True(d.Target is null or >= 0 && !d.Reasons.IsEmpty));
            Assert.Equal(fleet.Models.Sum(m => m.Variants.Length), second.Decisions.Length);
        }, print: t => AnyFleets.Print(t.Item1, t.Item2));

    [Fact]
    public void What_is_not_there_makes_nothing_throw_and_scales_nothing_in()
        => Gen.Select(AnyFleets.Odd, AnyFleets.OneOf(Undefined), Gen.Int).Sample((fleet, policy, seed) =>
        {
            var random = new Random(seed);
            var empty = fleet.Change(v => v with { Replicas = random.Next(2) == 0 ? default : [], EngineArguments = random.Next(2) == 0 ? default(ImmutableArray<string>) : null });
            empty = empty with { Models = [.. empty.Models.Select(m => m with { Given = default }), new ModelSnapshot("ns", "none", default), new ModelSnapshot("ns", "empty", [])] };

            var plan = ScalingCore.Decide(empty, policy, LearnedState.Settled).Plan;

            AssertNothingScalesIn(plan);
            Assert.Empty(ScalingCore.Decide(new FleetSnapshot(fleet.Now, default), policy, LearnedState.Settled).Plan.Decisions);
        });

    /// <summary>But what its max or an operator's word takes in.</summary>
    private static void AssertNothingScalesIn(ScalingPlan plan)
        => Assert.All(plan.Decisions, d => Assert.True(d.Target is null || d.Variant.OperatorHold is not null || d.Target >= Math.Min(d.Variant.Current, Most(d)), $"{d.Variant.Spec.Key.Name} {d.Variant.Current} -> {d.Target}: {d.Reason.Message}"));

    /// <summary>The min of a variant, its own or a schedule's.</summary>
    private static int MinNow(VariantDecision decision, ScalingPolicy policy)
    {
        var time = TimeOnly.FromTimeSpan(Fleets.Start.TimeOfDay);
        var own = decision.Variant.Spec.Min ?? 0;
        return policy.Schedules
            .Where(s => s.Variant == decision.Variant.Spec.Key.Name && (s.From < s.To ? s.From <= time && time < s.To : s.From <= time || time < s.To))
            .Select(s => Math.Min(s.Min, Most(decision)))
            .Append(own)
            .Max();
    }

    private static int Most(VariantDecision decision) => Math.Max(decision.Variant.Spec.Max ?? int.MaxValue, decision.Variant.Spec.Min ?? 0);

    /// <summary>More of everything that is asked of it.</summary>
    private static FleetSnapshot Busier(FleetSnapshot fleet, Random random)
    {
        var busier = fleet.Change(r => r with { KvCacheUsage = Math.Min(1, r.KvCacheUsage!.Value + (random.Next(2) * 0.4 * random.NextDouble())), Waiting = r.Waiting + random.Next(4) });
        return busier with
        {
            Models = [.. busier.Models.Select(m => m with
            {
                SchedulerQueue = m.SchedulerQueue is { } queue ? new SchedulerQueue(queue.Requests + random.Next(5), queue.Bytes + random.Next(5000)) : null,
                Given = [.. m.Given.Select(g => g with
                {
                    RequiredCapacity = g.RequiredCapacity + random.Next(9000),
                    SpareCapacity = random.Next(2) * g.SpareCapacity,
                    Roles = g.Roles.ToImmutableDictionary(r => r.Key, r => new RoleCapacity(r.Value.RequiredCapacity + random.Next(9000), random.Next(2) * r.Value.SpareCapacity)),
                })],
            })],
        };
    }

    private static string GroupOf(VariantDecision decision) => $"{decision.Variant.Spec.ModelId} {decision.Variant.Spec.Role}";

    /// <summary>Capacity by model and role, each replica worth what a plan says.</summary>
    private static Dictionary<string, double> Granted(ScalingPlan plan, ScalingPlan worth)
        => plan.Decisions.Zip(worth.Decisions)
            .GroupBy(d => GroupOf(d.First), StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.Sum(d => (d.First.Target ?? d.First.Variant.Current) * (d.Second.PerReplicaCapacity ?? 1)), StringComparer.Ordinal);

    /// <summary>Save where a hold keeps more than the lesser load was granted.</summary>
    private static void AssertNoLess(Dictionary<string, double> granted, Dictionary<string, double> then, ScalingPlan less, ScalingPlan more)
        => Assert.All(granted.Where(g => !less.Decisions.Any(d => d.Held && GroupOf(d) == g.Key)), g => Assert.True(then[g.Key] >= g.Value - 1e-6, $"{g.Key}: {g.Value} and then {then[g.Key]}\n{Said(less)}\n{Said(more)}"));

    private static bool IsLimited(ScalingPolicy policy) => policy.EnableLimiter || !policy.CostPerHourCap.IsEmpty;

    /// <summary>Where two are given and one does not know a variant, what that variant got is divided anew between their needs.</summary>
    private static FleetSnapshot WithOneAnalysis(FleetSnapshot fleet) => fleet with { Models = [.. fleet.Models.Select(m => m with { Given = [.. m.Given.Take(1)] })] };

    /// <summary>Where something is limited siblings follow a rise of an operator's that is refused in part a cycle later: what it gets is known only after the mix.</summary>
    private static FleetSnapshot Sure(FleetSnapshot fleet, ScalingPolicy policy)
        => IsLimited(policy) ? fleet.Change(v => v.OperatorHold is { Replicas: { } number } && number > v.Current ? v with { OperatorHold = null } : v) : fleet;

    private static VariantSnapshot Seen(VariantSnapshot variant, int? target)
    {
        var more = Math.Max(0, (target ?? 0) - variant.Current);
        return variant with
        {
            Current = variant.Current + more,
            Pending = variant.Pending + more,
            Replicas = [.. variant.Replicas, .. Enumerable.Range(0, more).Select(i => Fleets.Starting($"{variant.Spec.Key.Name}-new-{i}"))],
        };
    }

    private static string Targets(ScalingPlan plan) => string.Join(' ', plan.Decisions.Select(d => $"{d.Variant.Spec.Key.Name}={d.Target}").Order(StringComparer.Ordinal));

    private static string Said(ScalingPlan plan)
        => string.Join('\n', plan.Decisions.Select(d => $"{d.Variant.Spec.Key.Name}={d.Target} {string.Join('|', d.Reasons)} {string.Join('|', d.Considered)}").Order(StringComparer.Ordinal));

    private static string Said(LearnedState state) => string.Join(' ', state.Variants.Select(v => $"{v.Key.Name}={v.Value.Published}").Concat(state.Capacities.Select(c => $"{c.Key.Name}:{c.Value.KvTokens}")).Order(StringComparer.Ordinal));
}
