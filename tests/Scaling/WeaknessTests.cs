using System.Collections.Immutable;
using Wva.Scaling.Inputs;
using static Wva.Scaling.Tests.Fleets;

namespace Wva.Scaling.Tests;

/// <summary>Known weaknesses of the published autoscaler that only show in the whole core, each in both settings where the published one has it.</summary>
public sealed class WeaknessTests
{
    private static readonly ScalingPolicy Tokens = new() { Analyzers = [new AnalyzerSpec(AnalyzerNames.Saturation)] };

    [Fact]
    public void W5_numbers_that_make_no_sense_in_one_model_leave_the_others_alone()
    {
        var bad = Model("bad", Variant("x", Pod("x-0", double.NaN, double.NegativeInfinity)) with { Current = int.MinValue });

        Assert.Equal(2, Target("a", Policy, bad, Model("m", Variant("a", Pod("a-0", waiting: 4)))));
    }

    [Fact]
    public void W16_and_W17_throughput_is_accepted_and_does_not_vote()
    {
        var busy = Model("m", Variant("a", TokenRows.Row(15_000, 16_000, input: 100, output: 100)).On());
        var both = Tokens with { Analyzers = [new AnalyzerSpec(AnalyzerNames.Throughput), .. Tokens.Analyzers] };

        Assert.Equal(2, Target("a", Tokens, busy));
        Assert.Equal(2, Target("a", both, busy));
    }

    [Theory]
    [InlineData(true, 3)]
    [InlineData(false, 4)]
    public void W20_the_whole_deficit_at_once_whoever_else_starts(bool published, int expected)
    {
        var model = Model("m", Variant("a", Pod("a-0", waiting: 9), Pod("a-1", waiting: 9)));

        Assert.Equal(expected, Target("a", Policy with { Published = published }, model));
    }

    [Fact]
    public void W23_GPUs_that_were_granted_are_not_granted_again()
    {
        var policy = Policy with { EnableLimiter = true, GpuInventory = ImmutableDictionary<string, int>.Empty.Add("H100", 3) };
        var (first, second) = (Model("m", OnH100(Variant("a", Pod("a-0", waiting: 9)))), Model("n", OnH100(Variant("b", Pod("b-0")))));
        var learned = ScalingCore.Decide(Fleet(first, second), policy, LearnedState.Settled).Learned;
        var later = Fleet(first, Model("n", OnH100(Variant("b", Pod("b-0", waiting: 9))))).At(1);

        Assert.Equal([2, 1], ScalingCore.Decide(later, policy, learned).Plan.Decisions.Targets());
    }

    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 1)]
    public void W31_a_sleeping_variant_that_is_cheaper_is_chosen(bool published, int expected)
    {
        var model = Model("m", Variant("dear", Pod("d-0", waiting: 9)).Of(cost: 20), Variant("cheap").Of(cost: 5));

        Assert.Equal(expected, Target("cheap", Policy with { Published = published }, model));
    }

    [Fact]
    public void W4_and_W37_a_model_of_the_same_name_in_another_namespace_has_a_queue_and_figures_of_its_own()
    {
        var here = Model("m", Variant("a", TokenRows.Row(15_000, 16_000, input: 100, output: 100)).On());
        var there = new ModelSnapshot("other", "m", [Variant("a", TokenRows.Row(0, 16_000, input: 100, output: 100)).On() with { Spec = new VariantSpec { Key = new VariantKey("other", "a"), ModelId = "m" } }]) { SchedulerQueue = new SchedulerQueue(10, 0) };

        var models = ScalingCore.Decide(Fleet(here, there), Tokens, LearnedState.Settled).Plan.Models;

        Assert.Equal([("ns", 15_000.0), ("other", 2000.0)], models.Select(m => (m.Namespace, m.Total.TotalDemand!.Value)));
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    public void U2_the_one_replica_of_a_model_takes_no_GPU_that_is_not_there(bool published, int expected)
    {
        var policy = Tokens with { Published = published, EnableLimiter = true, GpuInventory = ImmutableDictionary<string, int>.Empty.Add("H100", 0) };
        var model = Model("m", OnH100(Variant("a"))) with { RequestsInRetention = 3, Given = [new GivenAnalysis { RequiredCapacity = 0, SpareCapacity = 0, PerReplicaCapacity = ImmutableDictionary<string, double>.Empty.Add("a", 1000) }] };

        Assert.Equal(expected, Target("a", policy, model));
    }

    private static VariantSnapshot OnH100(VariantSnapshot variant) => variant with { Spec = variant.Spec with { Accelerator = "H100" } };

    private static ModelSnapshot Model(string name, params VariantSnapshot[] variants)
        => new("ns", name, [.. variants.Select(v => v with { Spec = v.Spec with { ModelId = name } })]);

    private static FleetSnapshot Fleet(params ModelSnapshot[] models) => new(Start, [.. models]);

    private static int Target(string variant, ScalingPolicy policy, params ModelSnapshot[] models)
    {
        var decision = ScalingCore.Decide(Fleet(models), policy, LearnedState.Settled).Plan.Decisions.Single(d => d.Variant.Spec.Key.Name == variant);
        return decision.Target ?? decision.Variant.Current;
    }
}
