using Wva.Scaling.Analysis;
using Wva.Scaling.Analysis.Saturation;
using Wva.Scaling.Inputs;
using static Wva.Scaling.Tests.TokenRows;

namespace Wva.Scaling.Tests;

/// <summary>Cases of section 9.3 that concern the two thresholds, by id.</summary>
public sealed class UseThresholdTests
{
    [Theory]
    [InlineData("TH-01", 10000, 10000, 10000, 1764.70588, 0)]
    [InlineData("TH-02", 5000, 10000, 10000, 0, 2857.14286)]
    [InlineData("TH-04", 8500, 10000, 10000, 0, 0)]
    [InlineData("TH-04", 7000, 10000, 10000, 0, 0)]
    [InlineData("TH-05", 8000, 7000, 10000, 0, 0)]
    [InlineData("TH-08 prefill", 8000, 10000, 11000, 0, 0)]
    [InlineData("TH-08 decode", 9500, 10000, 10000, 1176.47059, 0)]
    [InlineData("nothing anticipated is taken literally", 850, 0, 0, 1000, 0)]
    public void Required_looks_at_what_is_coming_and_spare_at_what_is_there(string id, double demand, double supply, double anticipated, double required, double spare)
    {
        var thresholds = UseThresholds.Of(new ScalingPolicy(), null);
        var totals = new CapacityTotals(demand, supply, anticipated);

        Assert.True(Math.Abs(required - thresholds.Required(totals)) < 1e-4, $"{id}: {thresholds.Required(totals)}");
        Assert.True(Math.Abs(spare - thresholds.Spare(totals)) < 1e-4, $"{id}: {thresholds.Spare(totals)}");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    public void TH_07_a_threshold_that_cannot_be_one_leaves_what_was_there(double threshold)
    {
        var thresholds = new UseThresholds(threshold, threshold);

        Assert.Equal((42, 17), (thresholds.Required(new CapacityTotals(9, 9, 9), before: 42), thresholds.Spare(new CapacityTotals(9, 9, 9), before: 17)));
    }

    [Fact]
    public void An_analyzers_own_thresholds_go_before_the_policys()
    {
        var policy = new ScalingPolicy { ScaleUpThreshold = 0.9, ScaleDownBoundary = 0.5 };

        Assert.Equal(new UseThresholds(0.8, 0.5), UseThresholds.Of(policy, new AnalyzerSpec("saturation") { ScaleUpThreshold = 0.8 }));
        Assert.Equal(new UseThresholds(0.9, 0.6), UseThresholds.Of(policy, new AnalyzerSpec("saturation") { ScaleDownBoundary = 0.6 }));
    }

    [Fact]
    public void A_model_whose_variants_all_do_both_has_no_roles()
    {
        Assert.Empty(Model(Fleets.Variant("a", Row(1, 16000))).Published().Roles);
        Assert.Equal([Role.Both, Role.Prefill], Model(Fleets.Variant("a", Row(1, 16000)), Fleets.Variant("p").Of(role: Role.Prefill)).Published().Roles.Select(r => r.Role));
    }
}
