using System.Collections.Immutable;
using CsCheck;
using Wva.Scaling.Analysis;
using Wva.Scaling.Analysis.Pools;
using Wva.Scaling.Inputs;
using Wva.Scaling.Mix;

namespace Wva.Scaling.Tests;

/// <summary>What holds for every model and every ballot.</summary>
public sealed class MixPropertyTests
{
    private static readonly string[] Types = ["A100", "H100"];

    private static readonly Gen<double> AnyNumber = Gen.Frequency((6, Gen.Double[0, 50_000]), (1, Gen.Double), (1, OneOf(double.NaN, double.PositiveInfinity, -1.0, 1e300, 0.0)));

    private static readonly Gen<MixVariant> Variants =
        from role in Gen.Enum<Role>()
        from cost in OneOf(0.0, 1, 5, 5, 20)
        from type in OneOf(Types)
        from gpus in Gen.Int[1, 4]
        from start in Gen.Int[0, 5]
        from room in Gen.Int[0, 6]
        select new MixVariant { Name = "", Role = role, Cost = cost, Accelerator = type, GpusPerReplica = gpus, Start = start, Min = start / 2, Max = room == 6 ? int.MaxValue : start + room };

    private static readonly Gen<MixModel> Sensible = Models(Gen.Int[0, 80_000].Select(n => (double)n), OneOf(0.0, 2500, 10_000, 15_000), Gen.Const(1.0));

    private static readonly Gen<MixModel> Anything = Models(AnyNumber, AnyNumber, AnyNumber);

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static Gen<MixModel> Models(Gen<double> needs, Gen<double> capacities, Gen<double> priorities) =>
        from variants in Variants.Array[1, 5]
        from first in Ballots(AnalyzerNames.Saturation, variants.Length, needs, capacities)
        from second in Ballots(AnalyzerNames.Percentage, variants.Length, needs, capacities)
        from both in Gen.Bool
        from priority in priorities
        select new MixModel("ns", "m", priority, [.. variants.Select((v, i) => v with { Name = $"v{i}" })], both ? [first, second] : [first]);

    private static Gen<Ballot> Ballots(string analyzer, int variants, Gen<double> needs, Gen<double> capacities) =>
        from perReplica in capacities.Array[variants]
        from numbers in needs.Array[8]
        from roles in Gen.Bool
        from grows in Gen.Bool
        from live in Gen.Frequency((5, Gen.Const(true)), (1, Gen.Const(false)))
        select new Ballot
        {
            Analyzer = analyzer,
            Live = live,
            Required = grows ? numbers[0] : 0,
            Spare = numbers[1],
            Roles = roles ? [.. Enumerable.Range(0, 3).Select(r => new RoleBallot((Role)r, grows ? numbers[2 + r] : 0, numbers[5 + r]))] : [],
            Variants = [.. perReplica.Select(p => new VariantCapacity(p, "test"))],
        };

    private static GpuPools Pools(int a100, int h100)
        => new([new GpuLayer("cluster", new(StringComparer.Ordinal) { ["A100"] = a100, ["H100"] = h100 })], normalizes: true);

    [Fact]
    public void More_need_never_lowers_what_a_variant_gets()
        => Gen.Select(Sensible, Gen.Int[0, 2], Gen.Double[0, 60_000]).Sample((model, role, more) =>
        {
            var ballot = model.Ballots[0] with { Required = model.Ballots[0].Required + more, Roles = [.. model.Ballots[0].Roles.Select(r => (int)r.Role == role ? r with { Required = r.Required + more } : r)] };

            var less = CostAware.Allocate(model, published: false);
            var larger = CostAware.Allocate(model with { Ballots = model.Ballots.SetItem(0, ballot) }, published: false);

            Assert.All(less.Targets.Zip(larger.Targets), t => Assert.True(t.First <= t.Second, $"{t.First} and then {t.Second}"));
        });

    [Fact]
    public void The_order_of_models_and_variants_never_matters()
        => Gen.Select(Sensible.Array[1, 4], Gen.Int[0, 30], Gen.Int[0, 30], Gen.Int, Gen.Bool).Sample((models, a100, h100, seed, published) =>
        {
            var named = models.Select((m, i) => m with { ModelId = $"m{i}" }).ToImmutableArray();
            var random = new Random(seed);
            var shuffled = named.OrderBy(_ => random.Next()).Select(m => Shuffle(m, random)).ToImmutableArray();

            Assert.Equal(Said(named, a100, h100, published), Said(shuffled, a100, h100, published));
        });

    [Fact]
    public void Growth_never_takes_more_GPUs_than_are_free()
        => Gen.Select(Anything.Array[1, 4], Gen.Int[0, 30], Gen.Int[0, 30]).Sample((models, a100, h100) =>
        {
            var named = models.Select((m, i) => m with { ModelId = $"m{i}" }).ToImmutableArray();
            var outcomes = GreedyByScore.Allocate(named, Pools(a100, h100), RescaleScopes.Off, published: false);

            foreach (var (type, free) in Types.Zip([a100, h100]))
            {
                Assert.True(named.Zip(outcomes).Sum(m => m.First.Variants.Zip(m.Second.Targets).Sum(v => v.First.Accelerator == type ? Math.Max(0, v.Second - v.First.Start) * v.First.GpusPerReplica : 0)) <= free);
            }
        });

    [Fact]
    public void Growth_and_scaling_in_stay_within_the_bounds()
        => Gen.Select(Anything, Gen.Bool).Sample((model, published) =>
            Assert.All(model.Variants.Zip(CostAware.Allocate(model, published).Targets), v => Assert.InRange(v.Second, v.First.Min, v.First.Max)));

    [Fact]
    public void A_number_that_is_none_never_takes_a_replica_in()
        => Gen.Select(Anything, Gen.Int[0, 7], OneOf(double.NaN, double.PositiveInfinity, double.NegativeInfinity)).Sample((model, at, nonsense) =>
        {
            var ballot = model.Ballots[0];
            ballot = at switch { 0 => ballot with { Required = nonsense }, 1 => ballot with { Spare = nonsense }, _ => ballot with { Roles = [new RoleBallot((Role)(at % 3), nonsense, ballot.Spare)] } };

            var outcome = CostAware.Allocate(model with { Ballots = model.Ballots.SetItem(0, ballot) }, published: false);

            Assert.All(model.Variants.Zip(outcome.Targets), v => Assert.True(v.Second >= v.First.Start));
        });

    [Fact]
    public void Nothing_throws_and_everything_ends()
        => Gen.Select(Anything.Array[1, 4], Gen.Int[-5, 30], Gen.Bool, Gen.Bool).Sample((models, gpus, published, rescale) =>
            Assert.Equal(models.Length, GreedyByScore.Allocate([.. models], Pools(gpus, gpus), new RescaleScopes(rescale, []), published).Length));

    private static MixModel Shuffle(MixModel model, Random random)
    {
        var order = Enumerable.Range(0, model.Variants.Length).OrderBy(_ => random.Next()).ToArray();
        return model with
        {
            Variants = [.. order.Select(i => model.Variants[i])],
            Ballots = [.. model.Ballots.Select(b => b with { Variants = [.. order.Select(i => b.Variants[i])] })],
        };
    }

    private static string Said(ImmutableArray<MixModel> models, int a100, int h100, bool published)
        => string.Join(' ', models.Zip(GreedyByScore.Allocate(models, Pools(a100, h100), RescaleScopes.Off, published))
            .SelectMany(m => m.First.Variants.Zip(m.Second.Targets).Select(v => $"{m.First.ModelId}/{v.First.Name}={v.Second}"))
            .Order(StringComparer.Ordinal));
}
