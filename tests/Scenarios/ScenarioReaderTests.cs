using Wva.Scaling;
using Wva.Scaling.Inputs;

namespace Wva.Scenarios.Tests;

public sealed class ScenarioReaderTests
{
    private const string Variant = """{"name": "v", "current": 1}""";

    [Fact]
    public void Absent_fields_mean_what_the_design_says()
    {
        var scenario = Read("""{"models": [{"modelID": "m", "variants": [{"name": "v", "current": 2, "replicas": [{}]}]}]}""");

        Assert.Equal(DateTimeOffset.UnixEpoch, scenario.Fleet.Now);
        Assert.Equal(new ScalingPolicy(), scenario.Policy);
        Assert.Same(LearnedState.Settled, scenario.Learned);
        Assert.False(scenario.HasPolicy);
        Assert.Null(scenario.Id);
        var model = Assert.Single(scenario.Fleet.Models);
        Assert.Equal(("default", "m"), (model.Namespace, model.ModelId));
        Assert.Null(model.SchedulerQueue);
        Assert.Null(model.RequestsInRetention);
        Assert.Empty(model.Given);
        var variant = Assert.Single(model.Variants);
        Assert.Equal(new VariantSpec { Key = new VariantKey("default", "v"), ModelId = "m", Cost = 10, GpusPerReplica = 1, Role = Role.Both }, variant.Spec);
        Assert.Equal((2, 0, null, null, "vllm"), (variant.Current, variant.Pending, variant.Desired, variant.EngineArguments, variant.Engine));
        Assert.Equal(new ReplicaSnapshot { Pod = "v-0" }, Assert.Single(variant.Replicas));
    }

    /// <summary>A field that a record gets and no text can say would be lost with every decision that is written down.</summary>
    [Fact]
    public void Every_field_of_the_records_can_be_said()
        => Assert.Equal(
            // These three are said, and what they say is no; an override has no overrides of its own.
            [".Fleet.Models.[0].Given.[0].Live", ".Policy.Analyzers.[0].Enabled", ".Policy.Overrides.[0].Policy.Analyzers.[0].Enabled", ".Policy.Overrides.[0].Policy.Overrides"],
            Deep.Silent(Read(FullScenario.Text)).Where(path => !path.Contains(".Variants.[1].", StringComparison.Ordinal)),
            StringComparer.Ordinal);

    [Theory]
    [InlineData("", "x: policy.schedules[0].variant: raises 'v' in each of a, b; give a namespace where one is meant")]
    [InlineData(", namespace: a", "")]
    public void A_schedule_that_raises_variants_of_several_namespaces_is_warned_of(string space, string warnings)
    {
        var reading = ScenarioReader.Read($$"""
            now: 2026-12-01T08:30:00Z
            policy: {schedules: [{variant: v, min: 2, from: "08:00", to: "20:00"{{space}}}]}
            models:
            - {namespace: b, modelID: m, variants: [{name: v, current: 1}]}
            - {namespace: a, modelID: m, variants: [{name: v, current: 1}]}
            """, "x");

        Assert.True(reading.IsGood, reading.Describe());
        Assert.Equal(warnings, string.Join('|', reading.Warnings));
    }

    [Theory]
    [InlineData("startupSeconds")]
    [InlineData("scalerTolerance")]
    public void What_no_decision_rests_on_is_accepted_with_a_warning(string field)
        => Assert.Equal(
            $"x: models[0].variants[0].{field}: is accepted and decides nothing",
            Assert.Single(ScenarioReader.Read($$"""{"models": [{"modelID": "m", "variants": [{"name": "v", "current": 1, "{{field}}": 1}]}]}""", "x").Warnings).ToString());

    [Fact]
    public void Yaml_is_read_where_json_is()
        => Assert.Equal(3, Assert.Single(Assert.Single(Read("models:\n- modelID: m\n  variants:\n  - {name: v, current: 3}\n").Fleet.Models).Variants).Current);

    [Theory]
    [InlineData("7", "7")]
    [InlineData("\"x\"", "x")]
    public void A_number_is_an_id_too(string id, string read) => Assert.Equal(read, Read($"{{\"id\": {id}}}").Id);

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"requiredCapacity": null, "spareCapacity": null, "perReplicaCapacity": {}}""")]
    public void An_analysis_that_says_nothing_is_none(string analysis)
        => Assert.Empty(Read($$"""{"models": [{"modelID": "m", "variants": [{{Variant}}], "analysis": {{analysis}}}]}""").Fleet.Models[0].Given);

    [Fact]
    public void One_analysis_is_the_saturation_analyzers_and_live()
    {
        var given = Assert.Single(Read($$"""{"models": [{"modelID": "m", "variants": [{{Variant}}], "analysis": {"perReplicaCapacity": {"v": 5}, "roles": {"both": {"spareCapacity": 1} } } }]}""").Fleet.Models[0].Given);

        Assert.Equal(("saturation", true, null, 5.0), (given.Name, given.Live, given.RequiredCapacity, given.PerReplicaCapacity["v"]));
        Assert.Equal(new RoleCapacity(null, 1), given.Roles[Role.Both]);
    }

    /// <summary>No cluster has it; what is learned could not be told apart, so it is not in the result, and a warning says so.</summary>
    [Fact]
    public void Two_models_of_a_namespace_may_name_their_variants_alike()
    {
        var reading = ScenarioReader.Read($$"""{"models": [{"modelID": "a", "variants": [{{Variant}}]}, {"modelID": "b", "variants": [{{Variant}}]}]}""", "s");
        Assert.Equal(
            "s: models[1].variants[0].name: 'v' stands twice in its namespace, as no cluster has it: what is learned cannot be told apart, and the result has no 'learned'",
            Assert.Single(reading.Warnings).ToString());

        var (plan, learned) = ScalingCore.Decide(reading.Value!.Fleet, reading.Value.Policy, reading.Value.Learned);
        var result = DecisionWriter.Write(reading.Value, plan, learned);
        Assert.Equal((2, false), (result["decisions"]!.AsArray().Count, result.ContainsKey("learned")));
    }

    /// <summary>A misspelt name quietly does nothing.</summary>
    [Theory]
    [InlineData("priority: {ns/mm: 2}", "priority.ns/mm: '2' is for no model of this scenario and changes nothing; there are ns/m, other/m")]
    [InlineData("overrides: [{modelID: m, kvCacheThreshold: 0.5}]", "overrides[0].modelID: 'default/m' is no model of this scenario: the override changes nothing; there are ns/m, other/m")]
    [InlineData("overrides: [{namespace: ns, modelID: m, priority: {ns/x: 1}}]", "overrides[0].priority.ns/x: '1' is for no model of this scenario and changes nothing; there are ns/m, other/m")]
    [InlineData("schedules: [{variant: w, min: 1, from: \"08:00\", to: \"09:00\"}]", "schedules[0].variant: 'w' is no variant of this scenario: the schedule changes nothing; there is ns/v")]
    [InlineData("schedules: [{namespace: other, variant: v, min: 1, from: \"08:00\", to: \"09:00\"}]", "schedules[0].variant: 'other/v' is no variant of this scenario: the schedule changes nothing; there is ns/v")]
    [InlineData("costPerHourCap: {nss: 3}", "costPerHourCap.nss: '3' is for no namespace of this scenario and changes nothing; there are ns, other")]
    [InlineData("published: true, costPerHourCap: {nss: 3}", "costPerHourCap: decides nothing in the published setting")]
    [InlineData("priority: {ns/m: 2}, costPerHourCap: {other: 3}, overrides: [{namespace: ns, modelID: m}], schedules: [{variant: v, min: 1, from: \"08:00\", to: \"09:00\"}]", "")]
    public void A_name_that_nothing_in_the_scenario_has_is_warned_of(string policy, string warning)
    {
        var reading = ScenarioReader.Read($$"""
            now: 2026-12-01T08:30:00Z
            policy: { {{policy}} }
            models:
            - {namespace: ns, modelID: m, variants: [{name: v, current: 1}]}
            - {namespace: other, modelID: m}
            """, "s");
        Assert.True(reading.IsGood, reading.Describe());
        Assert.Equal(warning.Length == 0 ? "" : "s: policy." + warning, string.Join('|', reading.Warnings));
    }

    [Theory]
    [InlineData("true", null, "s: models[0].variants[0].hold: decides nothing in the published setting")]
    [InlineData("true", false, "")]
    [InlineData("false", true, "s: models[0].variants[0].hold: decides nothing in the published setting")]
    [InlineData("null", true, "s: models[0].variants[0].hold: decides nothing in the published setting")]
    [InlineData("false", null, "")]
    public void A_setting_from_outside_goes_before_that_of_the_policy(string published, bool? outside, string warning)
    {
        var reading = ScenarioReader.Read($$"""{models: [{modelID: m, variants: [{name: v, current: 1, hold: {replicas: 3} } ] } ], policy: {published: {{published}} } }""", "s", outside);
        Assert.Equal(outside ?? published == "true", reading.Value!.Policy.Published);
        Assert.Equal(warning, string.Join('|', reading.Warnings));
    }

    [Theory]
    [InlineData("""{"modells": []}""", "modells: is not a field here; allowed: cycleSeconds, id, learned, models, now, policy")]
    [InlineData("""{"models": [{}]}""", "models[0].modelID: is missing")]
    [InlineData("""{"models": [{"modelID": "m", "x": 1}]}""", "models[0].x: is not a field here; allowed: analysis, modelID, namespace, requestsInRetention, schedulerQueue, variants")]
    [InlineData("""{"models": [{"modelID": "m"}, {"modelID": "m"}]}""", "models[1].modelID: 'm' stands twice in namespace 'default'; allowed: each model of a namespace once")]
    [InlineData("""{"models": [{"modelID": "m", "schedulerQueue": {"requests": "x"}}]}""", "models[0].schedulerQueue.requests: 'x' is of the wrong type; allowed: a number, 0 or more")]
    [InlineData("""{"now": "noon"}""", "now: 'noon' is not a time; allowed: as in 2026-12-01T08:30:00Z")]
    [InlineData("""{"learned": {"variants": []}}""", "learned: needs 'now', which is missing: nobody says what time it is")]
    [InlineData("""{"policy": {"schedules": [{"variant": "v", "min": 1, "from": "08:00", "to": "09:00"}]}}""", "policy.schedules: needs 'now', which is missing: nobody says what time it is")]
    [InlineData("""{"policy": {"kvCacheThreshold": 7}}""", "policy.kvCacheThreshold: '7' is out of bounds; allowed: a number from 0 to 1")]
    [InlineData("[]", "'[]' is of the wrong type; allowed: an object")]
    public void A_bad_scenario_is_one_clear_message(string text, string problem) => Assert.Equal("s: " + problem, Describe(text));

    [Theory]
    [InlineData("""{"current": 1}""", "name: is missing")]
    [InlineData("""{"name": "v"}""", "current: is missing")]
    [InlineData("""{"name": "v", "current": -1}""", "current: '-1' is out of bounds; allowed: a whole number from 0 to 2147483647")]
    [InlineData("""{"name": "v", "current": 1.5}""", "current: '1.5' is out of bounds; allowed: a whole number from 0 to 2147483647")]
    [InlineData("""{"name": "v", "current": 3000000000}""", "current: '3000000000' is out of bounds; allowed: a whole number from 0 to 2147483647")]
    [InlineData("""{"name": "v", "current": 1, "max": 3000000000}""", "max: '3000000000' is out of bounds; allowed: a whole number from 1 to 2147483647")]
    [InlineData("""{"name": "v", "current": 1, "min": 3000000000}""", "min: '3000000000' is out of bounds; allowed: a whole number from 0 to 2147483647")]
    [InlineData("""{"name": "v", "current": 1, "pending": 3000000000}""", "pending: '3000000000' is out of bounds; allowed: a whole number from 0 to 2147483647")]
    [InlineData("""{"name": "v", "current": 1, "hold": {"replicas": 3000000000}}""", "hold.replicas: '3000000000' is out of bounds; allowed: a whole number from 0 to 2147483647")]
    [InlineData("""{"name": "v", "current": 3, "pending": 5}""", "pending: '5' is more than current (3); allowed: a whole number from 0 to 3")]
    [InlineData("""{"name": "v", "current": 1, "cost": "5"}""", "cost: '5' is of the wrong type; allowed: a number, 0 or more")]
    [InlineData("""{"name": "v", "current": 1, "role": "encode"}""", "role: 'encode' is not known; allowed: both, prefill, decode")]
    [InlineData("""{"name": "v", "current": 1, "engine": "tgi"}""", "engine: 'tgi' is not known; allowed: vllm, sglang")]
    [InlineData("""{"name": "v", "current": 1, "min": 3, "max": 2}""", "max: '2' is less than min; allowed: a whole number from 3 to 2147483647")]
    [InlineData("""{"name": "v", "current": 1, "max": 0}""", "max: '0' is out of bounds; allowed: a whole number from 1 to 2147483647")]
    [InlineData("""{"name": "v", "current": 1, "engineArgs": "--x"}""", "engineArgs: '--x' is of the wrong type; allowed: a list")]
    [InlineData("""{"name": "v", "current": 1, "engineArgs": [1]}""", "engineArgs[0]: '1' is of the wrong type; allowed: a text (put it in quotes)")]
    [InlineData("""{"name": "v", "current": 1, "hold": {"until": "2026-12-01T09:00:00Z"}}""", "hold.until: needs 'now', which is missing: nobody says what time it is")]
    [InlineData("""{"name": "v", "current": 1, "hold": {"for": 3}}""", "hold.for: is not a field here; allowed: by, replicas, until")]
    [InlineData("""{"name": "v", "current": 1, "replicas": [{"state": "gone"}]}""", "replicas[0].state: 'gone' is not known; allowed: starting, serving, asleep, draining, lost")]
    [InlineData("""{"name": "v", "current": 1, "replicas": [{"kvCacheUsage": true}]}""", "replicas[0].kvCacheUsage: 'true' is of the wrong type; allowed: a number")]
    [InlineData("""{"name": "v", "current": 1, "replicas": [{"kvUsage": 1}]}""", "replicas[0].kvUsage: is not a field here; allowed: ageSeconds, arrivalsPerSecond, avgInputTokens, avgOutputTokens, generationTokensPerSecond, iterationSeconds, itlSeconds, kvCacheUsage, kvCapacityTokens, peakKvCacheUsage, peakWaiting, pod, preemptionsPerSecond, prefixHitRate, promptTokensPerSecond, rank, running, silentSeconds, stale, stalled, state, tokensInUse, ttftSeconds, uid, waiting")]
    [InlineData("""{"name": "v", "current": 1, "replicas": [{"pod": "a"}, {"pod": "a"}]}""", "replicas[1].pod: 'a' stands twice with rank '0'; allowed: each rank of a pod once")]
    [InlineData("""{"name": "v", "current": 1, "replicas": [{"stalled": true, "stale": false}]}""", "replicas[0].stale: 'false' contradicts 'stalled': a stalled replica is always stale; allowed: true")]
    public void A_bad_variant_is_named_by_its_path(string variant, string problem)
        => Assert.Equal("s: models[0].variants[1]." + problem, Describe($$"""{"models": [{"modelID": "m", "variants": [{"name": "w", "current": 1}, {{variant}}]}]}"""));

    [Theory]
    [InlineData("""{"perReplicaCapacity": {"w": 1}}""", "analysis.perReplicaCapacity.w: names no variant of this model; allowed: v")]
    [InlineData("""{"requiredCapacity": -1}""", "analysis.requiredCapacity: '-1' is out of bounds; allowed: a number, 0 or more")]
    [InlineData("""{"spareCapacity": -1}""", "analysis.spareCapacity: '-1' is out of bounds; allowed: a number, 0 or more")]
    [InlineData("""{"perReplicaCapacity": {"v": -1}}""", "analysis.perReplicaCapacity.v: '-1' is out of bounds; allowed: a number, 0 or more")]
    [InlineData("""{"roles": {"both": {"spareCapacity": -1}}}""", "analysis.roles.both.spareCapacity: '-1' is out of bounds; allowed: a number, 0 or more")]
    [InlineData("""{"roles": {"prefill": {"requiredCapacity": 1}}}""", "analysis.roles.prefill: '{\"requiredCapacity\":1}' is for a role that no variant of this model has; allowed: both")]
    [InlineData("""{"roles": {"encode": {}}}""", "analysis.roles.encode: is not a field here; allowed: both, decode, prefill")]
    [InlineData("""{"requiredCapacity": "x"}""", "analysis.requiredCapacity: 'x' is of the wrong type; allowed: a number, 0 or more")]
    [InlineData("""[{"requiredCapacity": 1}, {"name": "saturation", "spareCapacity": 1}]""", "analysis[1].name: 'saturation' stands twice ('saturation' where it is absent); allowed: each analyzer once")]
    public void A_bad_analysis_is_named_by_its_path(string analysis, string problem)
        => Assert.Equal("s: models[0]." + problem, Describe($$"""{"models": [{"modelID": "m", "variants": [{{Variant}}], "analysis": {{analysis}}}]}"""));

    [Theory]
    [InlineData("""{"requiredCapacity": 5}""", "s: models[0].analysis.requiredCapacity: '5' counts for no variant, as each has a role; allowed: 0, or the figures in 'roles' (prefill, decode)")]
    [InlineData("""{"spareCapacity": 5, "roles": {"both": {}}}""", "s: models[0].analysis.spareCapacity: '5' counts for no variant, as each has a role; allowed: 0, or the figures in 'roles' (prefill, decode); s: models[0].analysis.roles.both: '{}' is for a role that no variant of this model has; allowed: prefill, decode")]
    [InlineData("""{"requiredCapacity": 0, "spareCapacity": null, "roles": {"prefill": {"requiredCapacity": 5, "spareCapacity": 5}}}""", "")]
    public void Figures_of_a_whole_model_need_a_variant_without_a_role(string analysis, string problem)
        => Assert.Equal(problem, Describe($$"""{"models": [{"modelID": "m", "variants": [{"name": "p", "current": 1, "role": "prefill"}, {"name": "d", "current": 1, "role": "decode"}], "analysis": {{analysis}}}]}"""));

    [Fact]
    public void Variants_that_share_a_name_are_refused_where_something_is_learned_of_them()
        => Assert.Equal(
            "s: models[1].variants[0].name: 'v' stands twice in its namespace, and 'learned' is given; allowed: each variant of a namespace once",
            Describe($$"""{"now": "2026-12-01T08:30:00Z", "learned": {"variants": []}, "models": [{"modelID": "a", "variants": [{{Variant}}]}, {"modelID": "b", "variants": [{{Variant}}]}]}"""));

    [Fact]
    public void A_variant_stands_once_in_its_model()
        => Assert.Equal(
            "s: models[0].variants[1].name: 'v' stands twice; allowed: each variant of a model once",
            Describe($$"""{"models": [{"modelID": "a", "variants": [{{Variant}}, {{Variant}}]}]}"""));

    private static string Describe(string text) => ScenarioReader.Read(text, "s").Describe();

    private static Scenario Read(string text)
    {
        var reading = ScenarioReader.Read(text, "s");
        Assert.True(reading.IsGood, reading.Describe());
        return reading.Value;
    }
}
