using System.Collections.Immutable;
using CsCheck;
using Wva.Scaling.Analysis;
using Wva.Scaling.Analysis.Saturation;
using Wva.Scaling.Inputs;
using static Wva.Scaling.Tests.Fleets;

namespace Wva.Scaling.Tests;

/// <summary>What holds for every model in the token analyzers.</summary>
public sealed class SaturationPropertyTests
{
    private static readonly Gen<double?> AnyNumber = Gen.Frequency(
        (1, OneOf([null])),
        (3, Gen.Double[0, 20000].Select(d => (double?)d)),
        (1, Gen.Double.Select(d => (double?)d)),
        (1, OneOf(double.NaN, double.PositiveInfinity, -1, 0, double.MaxValue, 1e300)));

    private static readonly Gen<ImmutableArray<string>?> AnyArguments = Gen.Int[0, 4].Select(i => i switch
    {
        0 => (ImmutableArray<string>?)null,
        1 => [],
        2 => ["--max-num-seqs=8", "--max-num-batched-tokens=99999999999999999999"],
        3 => ["sh", "-c", "vllm serve 'm --max-num-seqs=-4"],
        _ => ["--num-gpu-blocks-override=9223372036854775807", "--block-size=9223372036854775807", "=", "-", "--"],
    });

    private static readonly Gen<ReplicaSnapshot> AnyRows =
        from pod in Gen.Int[0, 4]
        from rank in Gen.Int[0, 3]
        from n in AnyNumber.Array[9]
        from state in Gen.Frequency((5, Gen.Const(ReplicaState.Serving)), (1, Gen.Enum<ReplicaState>()))
        from flags in Gen.Bool.Array[2]
        select new ReplicaSnapshot
        {
            Pod = $"p{pod}",
            Rank = $"{rank}",
            State = state,
            Stale = flags[0],
            Stalled = flags[1],
            KvCacheUsage = n[0] / 20000,
            Waiting = n[1] / 1000,
            Running = n[2],
            KvCapacityTokens = n[3],
            TokensInUse = n[4],
            AvgInputTokens = n[5],
            AvgOutputTokens = n[6],
            PrefixHitRate = n[7] / 20000,
            SilentSeconds = n[8],
        };

    private static readonly Gen<ReplicaSnapshot> SensibleRows =
        from pod in Gen.Int[0, 4]
        from used in Gen.Int[0, 16000]
        from waiting in Gen.Int[0, 8]
        from lengths in Gen.Select(Gen.Int[1, 2000], Gen.Int[0, 1000])
        select TokenRows.Row(used, 16000, waiting, lengths.Item1, lengths.Item2, $"p{pod}");

    private static readonly Gen<ModelSnapshot> AnyModels = Models(AnyRows, AnyNumber);

    private static readonly Gen<ModelSnapshot> SensibleModels = Models(SensibleRows, Gen.Double[0, 100].Select(d => (double?)d));

    private static readonly Gen<ScalingPolicy> AnyPolicies = AnyNumber.Array[4].Select(n => new ScalingPolicy
    {
        KvCacheThreshold = n[0] / 20000 ?? 0.8,
        QueueLengthThreshold = n[1] ?? 5,
        ScaleUpThreshold = n[2] / 20000 ?? 0.85,
        ScaleDownBoundary = n[3] / 20000 ?? 0.7,
    });

    [Fact]
    public void No_input_makes_either_setting_throw_or_come_to_nonsense()
        => Gen.Select(AnyModels, AnyPolicies).Sample((model, policy) =>
        {
            var published = PublishedSaturation.Analyze(model, policy, null, PublishedStore.From(null));
            var first = model.ByDefault(policy: policy);
            var second = model.ByDefault(first.Next(), policy, seconds: 10);

            foreach (var ballot in new[] { published, first.Least, first.Most, second.Least, second.Most })
            {
                Assert.All(Figures(ballot), f => Assert.True(f is >= 0 && double.IsFinite(f)));
            }
        });

    [Fact]
    public void The_order_of_the_input_never_matters()
        => Gen.Select(AnyModels, AnyPolicies, Gen.Int).Sample((model, policy, seed) =>
        {
            var random = new Random(seed);
            var shuffled = model with { Variants = Shuffled(model.Variants.Select(v => v with { Replicas = Shuffled(v.Replicas, random) }), random) };

            var expected = model.ByDefault(policy: policy);
            var actual = shuffled.ByDefault(policy: policy);

            Assert.Equal(Figures(expected.Least), Figures(actual.Least));
            Assert.Equal(Figures(expected.Most), Figures(actual.Most));
            Assert.Equal(Named(model, expected), Named(shuffled, actual));
        });

    [Fact]
    public void The_least_that_a_load_may_be_never_exceeds_the_most()
        => Gen.Select(AnyModels, AnyPolicies).Sample((model, policy) =>
        {
            var analysis = model.ByDefault(policy: policy);

            Assert.InRange(analysis.Least.Demand, 0, analysis.Most.Demand);
            Assert.InRange(analysis.Least.Required, 0, analysis.Most.Required);
            Assert.InRange(analysis.Most.Spare, 0, analysis.Least.Spare);
            Assert.Equal(analysis.Least.Supply, analysis.Most.Supply);
        });

    [Fact]
    public void Staleness_alone_asks_for_no_more_and_spares_no_more()
        => Gen.Select(SensibleModels, Gen.Int).Sample((model, seed) =>
        {
            var random = new Random(seed);
            var stale = model with { Variants = [.. model.Variants.Select(v => v with { Replicas = [.. v.Replicas.Select(r => r with { Stale = random.Next(2) == 0 })] })] };

            var (before, after) = (model.ByDefault(), stale.ByDefault());

            Assert.True(after.Least.Required <= before.Least.Required + 1e-6);
            Assert.True(after.Most.Spare <= before.Most.Spare + 1e-6);
        });

    [Fact]
    public void More_demand_requires_no_less_and_spares_no_more()
        => Gen.Select(SensibleModels, Gen.Int).Sample((model, seed) =>
        {
            var random = new Random(seed);
            var busier = model with
            {
                Variants = [.. model.Variants.Select(v => v with { Replicas = [.. v.Replicas.Select(r => r with { TokensInUse = r.TokensInUse + random.Next(500), Waiting = r.Waiting + random.Next(3) })] })],
                SchedulerQueue = new SchedulerQueue(model.SchedulerQueue!.Requests + random.Next(3), model.SchedulerQueue.Bytes + random.Next(3000)),
            };

            var (less, more) = (model.ByDefault(), busier.ByDefault());

            Assert.True(more.Least.Required >= less.Least.Required);
            Assert.True(more.Most.Spare <= less.Most.Spare);
        });

    private static Gen<ModelSnapshot> Models(Gen<ReplicaSnapshot> rows, Gen<double?> queue)
    {
        var variants =
            from replicas in rows.Array[0, 6]
            from counts in Gen.Select(Gen.Int[-1, 6], Gen.Int[-1, 3])
            from role in Gen.Enum<Role>()
            from arguments in AnyArguments
            select Variant("", replicas).Of(role: role) with { Current = counts.Item1, Pending = counts.Item2, EngineArguments = arguments };
        return Gen.Select(variants.Array[1, 4], queue, queue).Select((all, requests, bytes) =>
            TokenRows.Model([.. all.Select(Name)]) with { SchedulerQueue = new SchedulerQueue(requests ?? 0, bytes ?? 0) });
    }

    private static VariantSnapshot Name(VariantSnapshot variant, int index) => variant with
    {
        Spec = variant.Spec with { Key = new VariantKey("ns", $"v{index}"), Accelerator = TokenRows.Hardware },
        Replicas = [.. variant.Replicas.Select((r, n) => r with { Rank = $"{r.Rank}-{n}" })],
    };

    private static double[] Figures(Ballot? ballot) => ballot is null ? []
        : [ballot.Required, ballot.Spare, ballot.Demand, ballot.Supply, ballot.Anticipated, .. ballot.Roles.SelectMany(r => new[] { r.Required, r.Spare, r.Demand, r.Supply, r.Anticipated })];

    private static IEnumerable<(string Name, VariantCapacity Capacity, long Replicas)> Named(ModelSnapshot model, SaturationAnalysis analysis)
        => model.Variants.Select((v, i) => (v.Spec.Key.Name, analysis.Least.Variants[i], analysis.Replicas[i])).OrderBy(v => v.Name, StringComparer.Ordinal);

    private static Gen<double?> OneOf(params double?[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static ImmutableArray<T> Shuffled<T>(IEnumerable<T> items, Random random)
    {
        T[] array = [.. items];
        random.Shuffle(array);
        return [.. array];
    }
}
