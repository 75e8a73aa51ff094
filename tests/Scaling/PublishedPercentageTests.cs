using System.Collections.Immutable;
using Wva.Scaling.Analysis.Percentage;
using Wva.Scaling.Inputs;
using Wva.Scaling.Mix;
using static Wva.Scaling.Tests.Fleets;

namespace Wva.Scaling.Tests;

/// <summary>The published percentage analyzer's own cases (reference, section 9.1), by id.</summary>
public sealed class PublishedPercentageTests
{
    /// <summary>A replica is KV use and requests waiting.</summary>
    public static TheoryData<string, (double Kv, double Waiting)[], bool, bool> Triggers => new()
    {
        { "V1-01", [(0.75, 2), (0.76, 2)], true, false },
        { "V1-02", [(0.50, 3), (0.50, 3)], true, false },
        { "V1-04", [(0.20, 1), (0.30, 1), (0.25, 1)], false, true },
        { "V1-05", [(0.70, 2), (0.75, 2)], true, false },
        { "W20", [(0.0, 0), (0.9, 9), (0.9, 9), (0.9, 9)], false, false },
        { "all saturated", [(0.9, 0), (0.1, 5)], true, false },
        { "on the trigger", [(0.5, 2), (0.5, 2)], false, false },
        { "one is never taken in", [(0.0, 0)], false, false },
    };

    [Theory]
    [MemberData(nameof(Triggers))]
    public void Spare_under_a_trigger_asks_for_more_and_enough_of_it_lets_one_go(string id, (double Kv, double Waiting)[] replicas, bool scaleUp, bool safe)
    {
        var group = Assert.Single(Analyze(Variant("a", [.. replicas.Select((r, i) => Pod($"a-{i}", r.Kv, r.Waiting))])));

        Assert.True(scaleUp == group.ScaleUp, id);
        Assert.True(safe == group.ScaleInSafe, id);
    }

    [Fact]
    public void V1_07_without_metrics_nothing_is_analysed() => Assert.Empty(Analyze(Variant("a"), Variant("b", Pod("b-0", kv: null, waiting: null))));

    [Fact]
    public void V1_08_a_saturated_replica_counts_in_no_mean()
    {
        var variant = Assert.Single(Assert.Single(Analyze(Variant("a", Pod("a-0", 0.85, 2), Pod("a-1", 0.50, 6), Pod("a-2", 0.60, 2)))).Variants);

        Assert.Equal((1, 2), (variant.Unsaturated, variant.Saturated));
        Assert.Equal(0.20, variant.SpareKv, 1e-9);
        Assert.Equal(3, variant.SpareQueue, 1e-9);
    }

    [Fact]
    public void V1_10_every_variant_with_rows_is_analysed()
    {
        var group = Assert.Single(Analyze(Variant("a", Pod("a-0"), Pod("a-1")), Variant("b", Pod("b-0"), Pod("b-1")), Variant("c")));

        Assert.Equal("a b", string.Join(' ', group.Variants.Select(v => v.Variant.Spec.Key.Name)));
        Assert.Equal(4, group.Variants.Sum(v => v.Saturated + v.Unsaturated));
    }

    /// <summary>Variants are cost, current, pending, desired and target; the load asks for one more.</summary>
    public static TheoryData<string, (double Cost, int Current, int Pending, int? Desired, int Target)[]> Growth => new()
    {
        { "V1-11", [(20, 2, 0, null, 2), (5, 2, 0, null, 3), (15, 2, 0, null, 2)] },
        { "V1-13", [(5, 2, 0, 4, 4), (5, 2, 0, 0, 2)] },
        { "V1-14", [(5, 3, 1, null, 3), (5, 2, 0, null, 2)] },
        { "tie: the first name", [(5, 2, 0, null, 3), (5, 2, 0, null, 2)] },
    };

    [Theory]
    [MemberData(nameof(Growth))]
    public void One_more_goes_to_the_cheapest_unless_something_is_under_way(string id, (double Cost, int Current, int Pending, int? Desired, int Target)[] variants)
    {
        var group = Assert.Single(Analyze([.. variants.Select((v, i) => Variant($"v{i}", Pod($"v{i}-0", 0.75, 4)).Of(v.Cost) with { Current = v.Current, Pending = v.Pending, Desired = v.Desired })]));

        Assert.True(variants.Select(v => v.Target).SequenceEqual(OneStep.Targets(group)), $"{id}: {string.Join(' ', OneStep.Targets(group))}");
    }

    /// <summary>Variants are cost, current, min, max and target; the load lets one go.</summary>
    public static TheoryData<string, (double Cost, int Current, int? Min, int? Max, int Target)[]> Shrink => new()
    {
        { "the dearest", [(20, 2, null, null, 1), (5, 2, null, null, 2)] },
        { "tie: the last name", [(5, 2, null, null, 2), (5, 2, null, null, 1)] },
        { "never from 1 to 0", [(20, 1, null, null, 1), (5, 2, null, null, 1)] },
        { "raised to min afterwards", [(20, 2, 2, null, 2), (5, 2, null, null, 2)] },
        { "lowered to max", [(20, 9, null, 4, 4), (5, 2, null, null, 2)] },
        { "a max of 0 is none", [(20, 3, null, 0, 2), (5, 2, null, null, 2)] },
        { "min above max wins", [(20, 3, 5, 1, 5), (5, 2, null, null, 2)] },
    };

    [Theory]
    [MemberData(nameof(Shrink))]
    public void One_fewer_comes_from_the_dearest_that_has_two_and_bounds_come_last(string id, (double Cost, int Current, int? Min, int? Max, int Target)[] variants)
    {
        var group = Assert.Single(Analyze([.. variants.Select((v, i) => Variant($"v{i}", Pod($"v{i}-0"), Pod($"v{i}-1")).Of(v.Cost, v.Min, v.Max) with { Current = v.Current })]));

        Assert.True(variants.Select(v => v.Target).SequenceEqual(OneStep.Targets(group)), $"{id}: {string.Join(' ', OneStep.Targets(group))}");
    }

    [Fact]
    public void V1_16_means_and_maxima_are_over_all_replicas()
    {
        var variant = Assert.Single(Assert.Single(Analyze(Variant("a", Pod("a-0", 0.3), Pod("a-1", 0.6), Pod("a-2", 0.9)))).Variants);

        Assert.Equal(0.6, variant.MeanKv, 1e-9);
        Assert.Equal(0.9, variant.MostKv);
    }

    [Fact]
    public void W2_the_most_within_a_minute_goes_before_what_is_there_now()
    {
        var peak = Pod("a-0", 0.1) with { PeakKvCacheUsage = 0.75, PeakWaiting = 4 };

        Assert.True(Assert.Single(Analyze(Variant("a", peak))).ScaleUp);
        Assert.False(Assert.Single(Analyze(Variant("a", Pod("a-0", 0.1)))).ScaleUp);
    }

    [Fact]
    public void Roles_are_analysed_each_on_its_own()
    {
        var groups = Analyze(Variant("p", Pod("p-0", 0.79)).Of(role: Role.Prefill), Variant("d", Pod("d-0"), Pod("d-1")).Of(role: Role.Decode), Variant("b"));

        Assert.Equal([(Role.Decode, false, true), (Role.Prefill, true, false)], groups.Select(g => (g.Role, g.ScaleUp, g.ScaleInSafe)));
    }

    private static ImmutableArray<PublishedGroup> Analyze(params VariantSnapshot[] variants) => PublishedPercentage.Analyze(TokenRows.Model(variants), Policy);
}
