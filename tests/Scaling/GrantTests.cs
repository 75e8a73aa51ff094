using Wva.Scaling.Inputs;
using static Wva.Scaling.Tests.Fleets;

namespace Wva.Scaling.Tests;

public sealed class GrantTests
{
    private static readonly ScalingPolicy ThirtySeconds = new() { ScaleInStabilization = TimeSpan.FromSeconds(30) };

    private static readonly VariantSnapshot Crowded = Variant("a", Pod("a-0", waiting: 9));

    private static readonly VariantSnapshot Empty = Variant("a", Pod("a-0"));

    private static readonly VariantKey Key = new("ns", "a");

    [Fact]
    public void A_rise_is_granted_once_and_not_asked_for_again()
    {
        var cycles = Cycles.Published(1);

        var first = cycles.Once(Crowded);
        var later = cycles.For(60, Crowded);

        Assert.Equal((2, 2), (first.Target, later.Target));
        Assert.Equal([new Grant(Start, 2)], cycles.Learned.Variants[Key].Grants);
    }

    [Fact]
    public void A_grant_stands_whatever_demand_does_until_its_pods_are_seen()
    {
        var cycles = Cycles.Published(1, ThirtySeconds);
        cycles.Once(Crowded);

        var held = cycles.For(590, Empty);

        Assert.Equal((2, ReasonCodes.HeldGrant), (held.Target, held.Reason.Code));
    }

    [Fact]
    public void A_grant_ends_when_its_pods_are_seen()
    {
        var cycles = Cycles.Published(1, ThirtySeconds);
        cycles.Once(Crowded);

        cycles.For(1, Variant("a", Pod("a-0", waiting: 9), Starting("a-1")));

        Assert.Empty(cycles.Learned.Variants[Key].Grants);
    }

    [Fact]
    public void A_grant_lapses_after_ten_minutes_with_a_reason()
    {
        var cycles = Cycles.Published(1, ThirtySeconds);
        cycles.Once(Crowded);
        cycles.For(599, Empty);

        var lapse = cycles.For(1, Empty);

        Assert.True(lapse.Says(ReasonCodes.GrantLapsed));
        Assert.False(cycles.For(1, Empty).Says(ReasonCodes.GrantLapsed));
        Assert.InRange(cycles.Until(1, Empty), 1, 40);
    }

    [Fact]
    public void A_grant_lapses_after_ten_minutes_though_the_clock_was_set_back()
    {
        var cycles = Cycles.Published(1, ThirtySeconds);
        cycles.Once(Crowded);
        cycles.Seconds -= 86400;

        Assert.InRange(cycles.Until(1, Empty), 600, 645);
    }

    [Fact]
    public void Replicas_asked_for_that_never_become_pods_count_for_ten_minutes()
    {
        var cycles = Cycles.Published(2, ThirtySeconds);
        var never = Empty with { Current = 2, Pending = 1 };

        Assert.Equal(2, cycles.For(599, never).Target);
        Assert.InRange(cycles.Until(1, never), 1, 45);
    }

    [Fact]
    public void A_lapsed_grant_asks_for_what_is_still_missing()
    {
        var cycles = Cycles.Published(1, ThirtySeconds);
        cycles.Once(Crowded);

        Assert.Equal(2, cycles.For(1300, Crowded).Target);
    }

    [Fact]
    public void A_max_below_a_grant_ends_the_rest_of_it()
    {
        var cycles = Cycles.Published(2);
        cycles.Once(Variant("a", Pod("a-0", waiting: 9), Pod("a-1", waiting: 9)));

        var bounded = cycles.For(1, Variant("a", Pod("a-0", waiting: 9), Pod("a-1", waiting: 9)).Of(max: 3));

        Assert.Equal(3, bounded.Target);
        Assert.Equal([new Grant(Start, 3)], cycles.Learned.Variants[Key].Grants);
    }

    [Fact]
    public void A_grant_holds_the_whole_role_group()
    {
        var cycles = Cycles.Published(1, ThirtySeconds);
        cycles.Once(Crowded, Variant("b", Pod("b-0", waiting: 2)).Of(cost: 99));

        cycles.For(60, Empty, Variant("b", Pod("b-0")).Of(cost: 99));

        Assert.Equal(1, cycles.Learned.Variants[new VariantKey("ns", "b")].Published);
    }
}
