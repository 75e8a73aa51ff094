using static Wva.Cli.Tests.Fakes.Decisions;

namespace Wva.Cli.Tests;

/// <summary>What an operator says of one variant, and what the others make of it: through <c>wva decide</c>.</summary>
public sealed class OperatorWordTests
{
    private const string Hot = """{"pod": "a-0", "kvCacheUsage": 0.9, "waiting": 9}, {"pod": "a-1", "kvCacheUsage": 0.9, "waiting": 9}""";

    [Fact]
    public async Task An_operators_number_that_a_quota_refuses_keeps_no_GPU_from_others()
    {
        var decisions = await OfAsync("""
            {"policy": {"analyzers": [{"name": "saturation"}], "enableLimiter": true, "gpuInventory": {"H100": 20}, "quotas": [{"name": "dev", "scope": "namespace", "namespaceQuotas": {"dev": {"H100": 3}, "default": {"H100": -1}}}]}, "models": [
              {"namespace": "dev", "modelID": "a", "variants": [{"name": "a", "current": 1, "accelerator": "H100", "hold": {"replicas": 100}}], "analysis": {"requiredCapacity": 0, "perReplicaCapacity": {"a": 10}}},
              {"namespace": "prod", "modelID": "o", "variants": [{"name": "o", "current": 1, "accelerator": "H100"}], "analysis": {"requiredCapacity": 40, "perReplicaCapacity": {"o": 10}}}]}
            """);

        Assert.Equal([3, 5], decisions.Select(decision => (int)decision!["target"]!));
    }

    [Theory]
    [InlineData("\"costPerHourCap\": {\"other\": 5}")]
    [InlineData("\"enableLimiter\": true, \"gpuInventory\": {\"H100\": 9}")]
    public async Task A_held_variant_leaves_what_it_may_not_carry_to_its_siblings_though_something_is_limited(string policy)
    {
        var decisions = await OfAsync($$$"""
            {"policy": {{{{policy}}}}, "models": [{"namespace": "ns", "modelID": "m", "variants": [
              {"name": "cheap", "cost": 1, "current": 2, "accelerator": "H100", "hold": {"replicas": 1, "by": "ann"}, "replicas": [{{{Hot}}}]}, {"name": "dear", "cost": 5, "current": 1, "accelerator": "H100", "replicas": [{"pod": "b-0", "kvCacheUsage": 0.9, "waiting": 9}]}]}]}
            """);

        Assert.Equal(["1 OperatorSet", "5 ScaleOut"], decisions.Select(decision => $"{decision!["target"]} {decision["reasonCode"]}"), StringComparer.Ordinal);
    }

    [Fact]
    public async Task An_operators_rise_that_there_is_room_for_is_reckoned_with_at_once_though_GPUs_are_counted()
    {
        var decisions = await OfAsync($$$"""
            {"policy": {"enableLimiter": true, "gpuInventory": {"A100": 9}}, "models": [
              {"namespace": "ns", "modelID": "m", "variants": [{"name": "cheap", "cost": 1, "current": 2, "hold": {"replicas": 4}, "replicas": [{{{Hot}}}]}, {"name": "dear", "cost": 9, "current": 1, "replicas": [{"pod": "b-0", "kvCacheUsage": 0.9, "waiting": 9}]}]},
              {"namespace": "ns", "modelID": "n", "variants": [{"name": "x", "cost": 20, "current": 1, "replicas": [{"pod": "x-0", "kvCacheUsage": 0.9, "waiting": 9}]}]}]}
            """);

        Assert.Equal([4, 2, 2], decisions.Select(decision => (int)decision!["target"]!));
    }

    [Theory]
    [InlineData("\"hold\": {\"replicas\": 2}", "2 0")]
    [InlineData("\"hold\": {\"replicas\": 0}", "0 1")]
    public async Task A_model_that_an_operator_brings_up_wakes_nobody_else(string hold, string expected)
    {
        var decisions = await OfAsync($$$"""
            {"policy": {"scaleToZero": {"enabled": true}, "enableLimiter": true, "gpuInventory": {"A100": 2}}, "models": [
              {"namespace": "ns", "modelID": "m", "schedulerQueue": {"requests": 3}, "variants": [{"name": "a", "cost": 9, "current": 0, {{{hold}}}}, {"name": "b", "cost": 5, "current": 0}]}]}
            """);

        Assert.Equal(expected, string.Join(' ', decisions.Select(decision => (int)decision!["target"]!)));
    }

    [Fact]
    public async Task Who_serves_is_kept_beside_siblings_that_nobody_hears_of()
    {
        var decisions = await OfAsync("""
            {"models": [{"namespace": "ns", "modelID": "m", "variants": [{"name": "b", "current": 0, "replicas": [{"pod": "b-0", "kvCacheUsage": 0.35, "waiting": 0}]}, {"name": "a", "current": 1}]}]}
            """);

        Assert.Equal([("b", 1), ("a", 1)], decisions.Select(decision => ((string)decision!["variant"]!, (int)decision["target"]!)));
    }

    [Fact]
    public async Task A_variant_that_an_operator_holds_at_none_is_not_the_one_to_wake()
    {
        var decisions = await OfAsync("""
            {"policy": {"scaleToZero": {"enabled": true}}, "models": [{"namespace": "ns", "modelID": "m", "schedulerQueue": {"requests": 9}, "variants": [{"name": "a", "cost": 5, "current": 0, "hold": {"replicas": 0}}, {"name": "b", "cost": 9, "current": 0}]}]}
            """);

        Assert.Equal([(0, "OperatorSet"), (1, "FromZero")], decisions.Select(decision => ((int)decision!["target"]!, (string)decision["reasonCode"]!)));
    }

    [Fact]
    public async Task Siblings_carry_what_an_operators_number_leaves_and_say_why_the_other_has_no_room()
    {
        var decisions = await OfAsync($$"""
            {"models": [{"namespace": "ns", "modelID": "m", "variants": [{"name": "a", "cost": 5, "current": 2, "hold": {"replicas": 2}, "replicas": [{{Hot}}]}, {"name": "b", "cost": 9, "current": 0}]}]}
            """);

        Assert.Equal([(4, 2), (2, 2)], decisions.Select(decision => ((int)decision!["wanted"]!, (int)decision["target"]!)));
        Assert.Contains(decisions[1]!["considered"]!.AsArray(), reason => (string)reason!["message"]! == "a (cost 5) comes first and has no room: an operator set 2, until it is taken back");
    }
}
