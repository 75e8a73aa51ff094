using Wva.Cli.Tests.Fakes;

namespace Wva.Cli.Tests;

/// <summary>Whatever bounds a number is the last reason of its chain, beside what was wanted without it: through <c>wva decide</c>.</summary>
public sealed class LimitReasonTests
{
    private const string Hot = """{"pod": "a-0", "kvCacheUsage": 0.9, "waiting": 9}, {"pod": "a-1", "kvCacheUsage": 0.9, "waiting": 9}""";

    private const string Calm = """{"pod": "a-0", "kvCacheUsage": 0.3, "waiting": 0}""";

    /// <summary>Policy, what the variant says beside its name, rows, given analysis; then what is wanted, the target, the code and the sentence.</summary>
    public static TheoryData<string, string, string, string, int, int, string> Rows => new()
    {
        { "", "\"current\": 2, \"max\": 3", Hot, "", 4, 3, "AtMax: max is 3, 4 was to be published" },
        { "", "\"current\": 1, \"min\": 3", Calm, "", 1, 3, "AtMin: min is 3, 1 was to be published" },
        { "\"schedules\": [{\"variant\": \"a\", \"min\": 4, \"from\": \"00:00\", \"to\": \"23:59\"}]", "\"current\": 1", Calm, "", 1, 4, "ScheduledMin: min is 4 from 00:00 to 23:59 UTC, 1 was to be published" },
        { Limited("\"gpuInventory\": {\"H100\": 3}"), "\"current\": 2, \"accelerator\": \"H100\"", Hot, "", 4, 3, "GpuLimit: 4 were wanted; gpuInventory has 0 GPUs of type H100 left, 1 a replica: 3" },
        { Limited("\"quotas\": [{\"name\": \"team\", \"scope\": \"cluster\", \"quotas\": {\"H100\": 7}}]"), "\"current\": 2, \"gpusPerReplica\": 2, \"accelerator\": \"H100\"", Hot, "", 4, 3, "GpuLimit: 4 were wanted; team has 1 GPUs of type H100 left, 2 a replica: 3" },
        { "\"costPerHourCap\": {\"ns\": 30}", "\"current\": 2, \"cost\": 10", Hot, "", 4, 3, "CostCap: 4 were wanted; ns may cost 30 an hour: 3" },
        { BySaturation, "\"current\": 1, \"max\": 2", "", Needed(45), 6, 2, "AtMax: max is 2, 6 was to be published" },
        { $"{BySaturation}, \"schedules\": [{{\"variant\": \"a\", \"min\": 4, \"from\": \"00:00\", \"to\": \"23:59\"}}]", "\"current\": 2", "", Needed(0), 2, 4, "ScheduledMin: min is 4 from 00:00 to 23:59 UTC, 2 was to be published" },
        { Limited($"{BySaturation}, \"gpuInventory\": {{\"H100\": 3}}"), "\"current\": 1, \"accelerator\": \"H100\"", "", Needed(50), 6, 3, "GpuLimit: 6 were wanted; gpuInventory has 0 GPUs of type H100 left, 1 a replica: 3" },
        { $"{BySaturation}, \"costPerHourCap\": {{\"ns\": 30}}", "\"current\": 1, \"cost\": 10", "", Needed(50), 6, 3, "CostCap: 6 were wanted; ns may cost 30 an hour: 3" },
        { Published(), "\"current\": 2, \"max\": 2", Hot, "", 3, 2, "AtMax: max is 2, 3 was to be published" },
        { Published(), "\"current\": 1, \"min\": 3", Calm, "", 1, 3, "AtMin: min is 3, 1 was to be published" },
        { Published(BySaturation), "\"current\": 1, \"max\": 2", "", Needed(45), 6, 2, "AtMax: max is 2, 6 was to be published" },
        { Published(Limited($"{BySaturation}, \"gpuInventory\": {{\"H100\": 3}}")), "\"current\": 1, \"accelerator\": \"H100\"", "", Needed(50), 6, 3, "GpuLimit: 6 were wanted; gpuInventory has 0 GPUs of type H100 left, 1 a replica: 3" },
    };

    private const string BySaturation = "\"analyzers\": [{\"name\": \"saturation\"}]";

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task A_bound_is_the_last_reason_and_what_was_wanted_is_kept(string policy, string variant, string replicas, string analysis, int wanted, int target, string reason)
    {
        var decision = (await Decisions.OfAsync($$"""
            {"now": "2026-11-30T08:00:00Z", "policy": {{{policy}}}, "models": [{"namespace": "ns", "modelID": "m", "variants": [{"name": "a", {{variant}}, "replicas": [{{replicas}}]}]{{analysis}}}]}
            """)).Single()!;

        Assert.Equal((wanted, target), ((int)decision["wanted"]!, (int)decision["target"]!));
        Assert.Equal(reason, $"{decision["reasonCode"]}: {decision["reasons"]!.AsArray()[^1]!["message"]}");
    }

    [Fact]
    public async Task Models_that_share_GPUs_say_whose_share_is_what()
    {
        var decisions = await Decisions.OfAsync("""
            {"policy": {"analyzers": [{"name": "saturation"}], "enableLimiter": true, "enableRescale": true, "gpuInventory": {"H100": 8}, "priority": {"ns/b": 3}}, "models": [
              {"namespace": "ns", "modelID": "a", "variants": [{"name": "a", "current": 5, "accelerator": "H100", "replicas": [{"pod": "a-0", "kvCacheUsage": 0.9, "waiting": 40, "kvCapacityTokens": 16000, "avgInputTokens": 1000, "avgOutputTokens": 100}]}]},
              {"namespace": "ns", "modelID": "b", "variants": [{"name": "b", "current": 3, "accelerator": "H100", "replicas": [{"pod": "b-0", "kvCacheUsage": 0.9, "waiting": 40, "kvCapacityTokens": 16000, "avgInputTokens": 1000, "avgOutputTokens": 100}]}]}]}
            """);

        Assert.All(decisions, decision => Assert.Equal("Rescaled", (string)decision!["reasonCode"]!));
        Assert.All(decisions, decision => Assert.Matches("were wanted; models that compete for 8 GPUs of type H100 need [0-9]+, and [0-9]+ of them are this model's by priority and demand: [0-9]+$", (string)decision!["reasons"]!.AsArray()[^1]!["message"]!));
    }

    [Theory]
    [InlineData("\"current\": 3, \"max\": 2", "max is 2 and 3 stay: going back is left to its scaler, which has bounds of its own")]
    [InlineData("\"current\": 3, \"min\": 5", "min is 5 and 3 stay: going back is left to its scaler, which has bounds of its own")]
    public async Task A_bound_that_only_stops_what_moves_is_told_where_the_count_is_outside_of_it(string variant, string message)
    {
        var decision = (await Decisions.OfAsync($$$"""
            {"policy": {{{{BySaturation}}}}, "models": [{"namespace": "ns", "modelID": "m", "variants": [{"name": "a", {{{variant}}}}]{{{Needed(0)}}}}]}
            """)).Single()!;

        Assert.Equal(3, (int)decision["target"]!);
        Assert.Contains(decision["considered"]!.AsArray(), reason => (string)reason!["code"]! == "LeftToScaler" && (string)reason["message"]! == message);
    }

    [Theory]
    [InlineData("\"max\": 2", "\"max\": 3", "", "9 2 AtMax, 8 3 AtMax")]
    [InlineData("\"accelerator\": \"A100\"", "\"accelerator\": \"H100\"", "\"enableLimiter\": true, \"gpuInventory\": {\"A100\": 2, \"H100\": 3},", "9 2 GpuLimit, 8 3 GpuLimit")]
    [InlineData("\"max\": 2", "\"max\": 3", "\"published\": true,", "9 2 AtMax, 8 3 AtMax")]
    [InlineData("\"accelerator\": \"A100\"", "\"accelerator\": \"H100\"", "\"published\": true, \"enableLimiter\": true, \"gpuInventory\": {\"A100\": 2, \"H100\": 3},", "9 2 GpuLimit, 8 3 GpuLimit")]
    public async Task Each_variant_that_a_bound_stops_says_so(string cheap, string dear, string policy, string expected)
    {
        var decisions = await Decisions.OfAsync($$$$"""
            {"policy": {{{{{policy}}}} {{{{BySaturation}}}}}, "models": [{"namespace": "ns", "modelID": "m", "variants": [{"name": "b", "cost": 5, "current": 1, {{{{cheap}}}}}, {"name": "a", "cost": 10, "current": 1, {{{{dear}}}}}],
              "analysis": {"requiredCapacity": 80, "perReplicaCapacity": {"a": 10, "b": 10}}}]}
            """);

        Assert.Equal(expected, string.Join(", ", decisions.Select(decision => $"{decision!["wanted"]} {decision["target"]} {decision["reasonCode"]}")));
    }

    [Fact]
    public async Task Only_who_has_room_is_called_the_cheapest_with_room()
    {
        var decisions = await Decisions.OfAsync($$"""
            {"models": [{"namespace": "ns", "modelID": "m", "variants": [{"name": "a", "cost": 5, "current": 2, "max": 2, "replicas": [{{Hot}}]}, {"name": "b", "cost": 9, "current": 0, "max": 1}]}]}
            """);

        Assert.Equal(
            [
                "the load needs 4, 2 are there: 2 more here, the cheapest (cost 5); max is 2, 4 was to be published",
                "the load needs 4, 2 are there: 1 more here, the cheapest with room (cost 9); max is 1, 2 was to be published",
            ],
            decisions.Select(decision => string.Join("; ", decision!["reasons"]!.AsArray().TakeLast(2).Select(reason => (string)reason!["message"]!))),
            StringComparer.Ordinal);
    }

    [Theory]
    [InlineData(10, 0, 45, 0, "by throughput, role both needs 45 more than is coming: 9 more here, 5 a replica at cost 1")]
    [InlineData(20, 0, 5, 0, "by saturation, role both needs 20 more than is coming: 2 more here, 10 a replica at cost 1")]
    [InlineData(0, 90, 0, 10, "by throughput, role both has 10 to spare: 2 fewer here, 5 a replica at cost 1")]
    [InlineData(0, 90, 0, 0, "by throughput, role both has 0 to spare: 4 here is right")]
    public async Task Of_several_analyzers_the_one_that_decides_is_named(int needed, int spare, int throughputNeeds, int throughputSpares, string expected)
    {
        var decision = (await Decisions.OfAsync($$$"""
            {"policy": {"analyzers": [{"name": "saturation"}, {"name": "throughput"}]}, "models": [{"namespace": "ns", "modelID": "m", "variants": [{"name": "a", "cost": 1, "current": 4}], "analysis": [
              {"requiredCapacity": {{{needed}}}, "spareCapacity": {{{spare}}}, "perReplicaCapacity": {"a": 10}},
              {"name": "throughput", "requiredCapacity": {{{throughputNeeds}}}, "spareCapacity": {{{throughputSpares}}}, "perReplicaCapacity": {"a": 5}}]}]}
            """)).Single()!;

        Assert.Equal(expected, (string)decision["reasons"]!.AsArray()[^1]!["message"]!);
    }

    [Fact]
    public async Task A_given_need_that_a_schedule_covers_has_nothing_to_spare_whatever_it_says()
    {
        var decisions = await Decisions.OfAsync($$$"""
            {"now": "2026-11-30T08:00:00Z", "policy": {{{{BySaturation}}}, "schedules": [{"variant": "b", "min": 1, "from": "00:00", "to": "23:59"}]}, "models": [{"namespace": "ns", "modelID": "m", "variants": [{"name": "a", "cost": 5, "current": 5}, {"name": "b", "cost": 9, "current": 0}],
              "analysis": {"requiredCapacity": 3000, "spareCapacity": 25000, "perReplicaCapacity": {"a": 10000, "b": 10000} }}]}
            """);

        Assert.Equal([5, 1], decisions.Select(decision => (int)decision!["target"]!));
    }

    [Fact]
    public async Task A_minimum_of_the_schedule_that_goes_over_a_limit_is_said_once()
    {
        var decision = (await Decisions.OfAsync($$$"""
            {"now": "2026-11-30T08:00:00Z", "policy": {{{{Limited("\"gpuInventory\": {\"H100\": 2}")}}}, "schedules": [{"variant": "a", "min": 4, "from": "00:00", "to": "23:59"}]}, "models": [{"namespace": "ns", "modelID": "m", "variants": [{"name": "a", "current": 2, "accelerator": "H100", "replicas": [{{{Calm}}}]}]}]}
            """)).Single()!;

        Assert.Equal(["ScheduledMin", "MinOverLimit"], decision["reasons"]!.AsArray().TakeLast(2).Select(reason => (string)reason!["code"]!), StringComparer.Ordinal);
        Assert.Single(decision["reasons"]!.AsArray(), reason => (string)reason!["code"]! == "ScheduledMin");
    }

    [Fact]
    public async Task Where_all_GPUs_are_of_one_type_a_variant_that_names_none_has_that()
    {
        var decision = (await Decisions.OfAsync($$"""
            {"policy": {{{Limited("\"gpuInventory\": {\"NVIDIA-H100-80GB-HBM3\": 3}")}}}, "models": [{"namespace": "ns", "modelID": "m", "variants": [{"name": "a", "current": 2, "replicas": [{{Hot}}]}]}]}
            """)).Single()!;

        Assert.Equal((3, "GpuLimit"), ((int)decision["target"]!, (string)decision["reasonCode"]!));
    }

    [Fact]
    public async Task A_min_that_asks_for_no_more_than_the_load_does_hides_nothing_of_it()
    {
        var decision = (await Decisions.OfAsync($$$"""
            {"policy": {{{{BySaturation}}}, "schedules": [{"variant": "a", "min": 3, "from": "00:00", "to": "23:59"}]}, "now": "2026-11-30T08:00:00Z", "models": [{"namespace": "ns", "modelID": "m", "variants": [{"name": "a", "current": 2, "cost": 1}]{{{Needed(20)}}}}]}
            """)).Single()!;

        Assert.Equal((4, 20.0), ((int)decision["target"]!, (double)decision["requiredCapacity"]!));
        Assert.Equal("by saturation, role both needs 20 more than is coming: 2 more here, 10 a replica at cost 1", (string)decision["reasons"]!.AsArray()[^1]!["message"]!);
    }

    [Fact]
    public async Task What_an_analyzer_needs_of_which_nobody_knows_a_capacity_weighs_nothing()
    {
        var decisions = await Decisions.OfAsync("""
            {"policy": {"analyzers": [{"name": "saturation"}, {"name": "throughput"}], "enableLimiter": true, "gpuInventory": {"H100": 6}}, "models": [
              {"namespace": "ns", "modelID": "m", "variants": [{"name": "a", "current": 1, "accelerator": "H100"}], "analysis": [{"requiredCapacity": 36000, "perReplicaCapacity": {}}, {"name": "throughput", "requiredCapacity": 80, "perReplicaCapacity": {"a": 20}}]},
              {"namespace": "ns", "modelID": "n", "variants": [{"name": "b", "current": 1, "accelerator": "H100"}], "analysis": [{"requiredCapacity": 0, "perReplicaCapacity": {}}, {"name": "throughput", "requiredCapacity": 80, "perReplicaCapacity": {"b": 20}}]}]}
            """);

        Assert.Equal([(5, 3), (5, 3)], decisions.Select(decision => ((int)decision!["wanted"]!, (int)decision["target"]!)));
    }

    private static string Limited(string policy) => $"\"enableLimiter\": true, {policy}";

    private static string Published(string? policy = null) => policy is null ? "\"published\": true" : $"\"published\": true, {policy}";

    private static string Needed(int required) => $$$""", "analysis": {"requiredCapacity": {{{required}}}, "perReplicaCapacity": {"a": 10}}""";
}
