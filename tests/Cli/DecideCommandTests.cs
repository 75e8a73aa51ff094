using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Wva.Cli.Tests.Fakes;

namespace Wva.Cli.Tests;

/// <summary>Decisions from a file.</summary>
public sealed class DecideCommandTests : IDisposable
{
    /// <summary>Two variants of which the cheap one is full, one that nothing is known of, and one that says it is old.</summary>
    private const string Story = """
        now: "2026-12-01T08:30:00Z"
        models:
        - namespace: ns
          modelID: org/m
          variants:
          - {name: cheap, cost: 5, current: 1, max: 1, replicas: [{pod: c-0, kvCacheUsage: 0.9, waiting: 6, ageSeconds: 0.4}]}
          - {name: dear, cost: 20, current: 1, replicas: [{pod: d-0, kvCacheUsage: 0.7, waiting: 0, ageSeconds: 1.5}]}
        - namespace: ns
          modelID: quiet
          variants:
          - {name: quiet, current: 2}
        """;

    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly FakeAggregators _nobody = new();
    private readonly FakeFiles _files = new FakeFiles(FakeFiles.SmallScenario).Add("story.yaml", Story);

    public void Dispose() => _nobody.Dispose();

    [Fact]
    public async Task A_table_has_a_row_a_variant()
    {
        var run = await CliRun.OfAsync("decide story.yaml", _nobody, _files);
        Assert.Equal((ExitCode.Success, ""), (run.Code, run.Error));
        Assert.Equal(["VARIANT", "ns/cheap", "ns/dear", "ns/quiet"], run.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ')[0]), StringComparer.Ordinal);
    }

    [Fact]
    public async Task Explain_shows_the_chain_and_what_was_not_done()
    {
        var run = await CliRun.OfAsync("decide story.yaml --explain", _nobody, _files);
        Assert.Equal((ExitCode.Success, ""), (run.Code, run.Error));
        Assert.Contains("ns/dear (org/m): 1 -> 2 ScaleUp", run.Out, StringComparison.Ordinal);
        Assert.Contains("  DemandMeasured  ", run.Out, StringComparison.Ordinal);
        Assert.Contains("why not otherwise:\n", run.Out, StringComparison.Ordinal);
    }

    /// <summary>The fields of design section 6, by the types they are written with there.</summary>
    [Fact]
    public async Task Json_is_as_the_design_writes_it()
    {
        var run = await CliRun.OfAsync("decide story.yaml -o json", _nobody, _files);
        Assert.Equal((ExitCode.Success, ""), (run.Code, run.Error));
        var result = JsonNode.Parse(run.Out)!;
        Assert.Equal(["ns/org/m/cheap", "ns/org/m/dear", "ns/quiet/quiet"], result["decisions"]!.AsArray().Select(d => $"{d!["namespace"]}/{d["modelID"]}/{d["variant"]}"), StringComparer.Ordinal);
        Assert.All(result["decisions"]!.AsArray(), decision =>
        {
            Assert.All((string[])["current", "target", "requiredCapacity", "spareCapacity", "perReplicaCapacity"], name => Assert.Equal(JsonValueKind.Number, decision![name]!.GetValueKind()));
            Assert.All((string[])["action", "reason"], name => Assert.NotEmpty(decision![name]!.GetValue<string>()));
            Assert.All((string[])["considered", "reasons"], name => Assert.Equal(JsonValueKind.Array, decision![name]!.GetValueKind()));
            Assert.Contains(decision!["action"]!.GetValue<string>(), (string[])["NoChange", "ScaleUp", "ScaleDown"], StringComparer.Ordinal);
        });
        Assert.Equal("2026-12-01T08:30:00Z", result["now"]!.GetValue<string>());
        Assert.Equal("2026-12-01T08:30:00Z", result["learned"]!["at"]!.GetValue<string>());
        Assert.Equal(JsonValueKind.Array, result["analysis"]!.GetValueKind());
    }

    /// <summary>No signal, and nothing published before: it stands as it is, and says that this is no recommendation.</summary>
    [Fact]
    public async Task A_variant_that_nothing_is_known_of_stands_at_its_count()
    {
        var result = JsonNode.Parse((await CliRun.OfAsync("decide story.yaml -o json", _nobody, _files)).Out)!;
        Assert.Equal(2, Target(result, "quiet"));
        Assert.Equal((false, 0.0), (Decision(result, "quiet")["recommended"]!.GetValue<bool>(), Decision(result, "quiet")["trust"]!.GetValue<double>()));
    }

    [Fact]
    public async Task Standard_input_is_read_where_a_dash_stands()
    {
        var run = await CliRun.OfAsync("decide - -o json", _nobody, _files);
        Assert.Equal("small", JsonNode.Parse(run.Out)!["id"]!.GetValue<string>());
    }

    /// <summary>What comes out goes in again: a second later, with the pods there, nothing is asked twice.</summary>
    [Fact]
    public async Task A_decision_is_carried_on_by_what_it_printed()
    {
        var first = JsonNode.Parse((await CliRun.OfAsync("decide story.yaml -o json", _nobody, _files)).Out)!;
        var next = $$"""
            {"now": "2026-12-01T08:30:01Z", "learned": {{first["learned"]!.ToJsonString()}},
             "models": [{"namespace": "ns", "modelID": "quiet", "variants": [{"name": "quiet", "current": 2}]},
                        {"namespace": "ns", "modelID": "org/m", "variants": [
                          {"name": "cheap", "cost": 5, "current": 1, "max": 1, "replicas": [{"pod": "c-0", "kvCacheUsage": 0.1, "waiting": 0}]},
                          {"name": "dear", "cost": 20, "current": 1, "replicas": [{"pod": "d-0", "kvCacheUsage": 0.1, "waiting": 0}]}]}]}
            """;
        var second = JsonNode.Parse((await CliRun.OfAsync("decide next.json -o json", _nobody, _files.Add("next.json", next))).Out)!;

        Assert.Equal(Target(first, "dear"), Target(second, "dear")); // granted, and not seen yet
        Assert.NotEqual(1, Target(second, "dear"));
    }

    [Fact]
    public async Task A_batch_is_answered_line_by_line_with_the_error_of_what_is_refused()
    {
        var small = FakeFiles.SmallScenario.Trim();
        _files.Add("many.jsonl", $"{small}\n{{\"id\": 7, \"models\": [{{\"modelID\": \"m\", \"variants\": [{{\"name\": \"v\", \"current\": 1, \"cost\": \"x\"}}]}}]}}\n\n{{\"models\": [\n{small}");
        var run = await CliRun.OfAsync("decide --batch many.jsonl", _nobody, _files);

        Assert.Equal((ExitCode.Success, ""), (run.Code, run.Error));
        var lines = run.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!).ToArray();
        Assert.Equal(4, lines.Length);
        Assert.Equal("small", lines[0]["id"]!.GetValue<string>());
        Assert.Equal(2, Target(lines[0], "v"));
        Assert.Equal("""{"id":7,"error":"line 2: models[0].variants[0].cost: 'x' is of the wrong type; allowed: a number, 0 or more"}""", lines[1].ToJsonString(Relaxed));
        Assert.StartsWith("line 4: is no JSON at column 13: ", lines[2]["error"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Null(lines[2]["decisions"]);
        Assert.Equal(2, Target(lines[3], "v"));
    }

    [Theory]
    [InlineData("decide missing.json", "wva: SCENARIO: 'missing.json' cannot be read: Could not find file 'missing.json'.")]
    [InlineData("decide --batch missing.jsonl", "wva: --batch: 'missing.jsonl' cannot be read: Could not find file 'missing.jsonl'.")]
    [InlineData("decide story.yaml --config missing.yaml", "wva: --config: 'missing.yaml' cannot be read: Could not find file 'missing.yaml'.")]
    [InlineData("decide story.yaml --config story.txt", "wva: --config: story.txt: is no ConfigMap; allowed: a manifest, or a map of key to text")]
    [InlineData("decide bad.json", "wva: bad.json: models[0].variants[0].cost: '-1' is out of bounds; allowed: a number, 0 or more")]
    public async Task What_cannot_be_read_is_wrong_usage_in_one_line(string line, string message)
    {
        _files.Add("story.txt", "just text").Add("bad.json", """{"models": [{"modelID": "m", "variants": [{"name": "v", "current": 1, "cost": -1}]}]}""");
        var run = await CliRun.OfAsync(line, _nobody, _files);
        Assert.Equal((ExitCode.WrongUsage, ""), (run.Code, run.Out));
        Assert.Equal(message, Assert.Single(run.ErrorLines));
    }

    [Fact]
    public async Task All_that_is_wrong_is_said_a_line_each()
    {
        _files.Add("bad.json", """{"a": 1, "b": 2}""");
        var run = await CliRun.OfAsync("decide bad.json", _nobody, _files);
        Assert.Equal(2, run.ErrorLines.Length);
    }

    [Theory]
    [InlineData("", 2)] // 0.6 of the cache with the default threshold of 0.8 is one replica's worth, and a whole queue is two
    [InlineData("policy: {queueLengthThreshold: 100}", 1)]
    public async Task A_policy_of_config_maps_counts_where_the_scenario_has_none(string policy, int target)
    {
        _files
            .Add("s.yaml", $"models: [{{namespace: ns, modelID: m, variants: [{{name: v, current: 1, replicas: [{{kvCacheUsage: 0.6, waiting: 0}}]}}]}}]\n{policy}\n")
            .Add("cm.yaml", "kind: ConfigMap\nmetadata: {name: wva-saturation-scaling-config, namespace: home}\ndata: {default: 'kvCacheThreshold: 0.6', bad: '{a: 1}'}\n");
        var run = await CliRun.OfAsync("decide s.yaml --config cm.yaml -o json", _nobody, _files, environment: ("POD_NAMESPACE", "home"));

        Assert.Equal(ExitCode.Success, run.Code);
        Assert.Equal(target, Target(JsonNode.Parse(run.Out)!, "v"));
        Assert.Equal("wva: refused: cm.yaml: bad: names no model; allowed: the key 'default' or 'MODEL#NAMESPACE', or the fields model_id and namespace", run.ErrorLines[0]);
    }

    /// <summary>A ConfigMap says nothing of the setting: 3 is one step as published, 4 the whole queue, 6 the caches with the threshold of the ConfigMap.</summary>
    [Theory]
    [InlineData("decide s.yaml --config cm.yaml -o json", "", 6, "")]
    [InlineData("decide s.yaml --config cm.yaml --published -o json", "", 3, "")]
    [InlineData("decide --published s.yaml -o json", "policy: {published: false}", 3, "")]
    [InlineData("decide --published false s.yaml -o json", "policy: {published: true}", 4, "")]
    [InlineData("decide --batch s.jsonl --config cm.yaml --published", "", 3, "")]
    [InlineData("decide s.yaml --config cm.yaml -o json", "policy: {published: true}", 3, "s.yaml: policy: is given, so that --config is passed over; for the published setting --published does without a policy")]
    [InlineData("decide --batch s.jsonl --config cm.yaml", "policy: {published: true}", 3, "line 1: policy: is given, so that --config is passed over; for the published setting --published does without a policy")]
    public async Task The_setting_is_that_of_the_command_line_for_any_input(string line, string policy, int target, string warning)
    {
        const string Models = "models: [{namespace: ns, modelID: m, variants: [{name: v, current: 2, replicas: [{kvCacheUsage: 0.9, waiting: 30}, {kvCacheUsage: 0.9, waiting: 30}]}]}]";
        _files.Add("s.yaml", $"{Models}\n{policy}\n").Add("s.jsonl", $"{{{Models}{(policy.Length > 0 ? ", " : "")}{policy}}}\n")
            .Add("cm.yaml", "kind: ConfigMap\nmetadata: {name: wva-saturation-scaling-config, namespace: home}\ndata: {default: 'kvCacheThreshold: 0.4'}\n");
        var run = await CliRun.OfAsync(line, _nobody, _files, environment: ("POD_NAMESPACE", "home"));
        var result = JsonNode.Parse(run.Out)!;

        Assert.Equal((ExitCode.Success, ""), (run.Code, run.Error));
        Assert.Equal(target, Target(result, "v"));
        Assert.Equal(warning, string.Join('|', (result["warnings"] as JsonArray ?? []).Select(text => text!.GetValue<string>())));
    }

    /// <summary>W33: a ConfigMap that says 0 means the default in the published setting.</summary>
    [Theory]
    [InlineData("", 2)] // no room under a threshold of 0: one more
    [InlineData("--published", 1)]
    public async Task A_config_map_of_0_is_read_as_each_setting_reads_it(string option, int target)
    {
        _files.Add("s.yaml", "models: [{namespace: ns, modelID: m, variants: [{name: v, current: 1, replicas: [{kvCacheUsage: 0.1, waiting: 1}]}]}]")
            .Add("cm.yaml", "default: 'queueLengthThreshold: 0'");
        var run = await CliRun.OfAsync($"decide s.yaml --config cm.yaml -o json {option}", _nobody, _files);
        Assert.Equal(target, Target(JsonNode.Parse(run.Out)!, "v"));
    }

    [Fact]
    public async Task A_byte_order_mark_is_no_part_of_a_scenario()
    {
        var files = new FakeFiles("\uFEFF" + FakeFiles.SmallScenario.Trim() + "\n");
        var run = await CliRun.OfAsync("decide --batch -", _nobody, files);
        Assert.Equal(2, Target(JsonNode.Parse(run.Out)!, "v"));
    }

    [Fact]
    public async Task What_is_odd_is_said_beside_the_table_and_in_the_json()
    {
        _files.Add("s.yaml", "policy: {analyzers: [{name: percentage}, {name: throughput}]}\nmodels: []\n");
        var table = await CliRun.OfAsync("decide s.yaml", _nobody, _files);
        var json = await CliRun.OfAsync("decide s.yaml -o json", _nobody, _files);

        Assert.Equal("wva: warning: s.yaml: policy.analyzers[1].name: 'throughput' is accepted and does not vote, save where a scenario gives its analysis", Assert.Single(table.ErrorLines));
        Assert.Equal("nothing to decide: the scenario has no variant\n", table.Out);
        Assert.Single(JsonNode.Parse(json.Out)!["warnings"]!.AsArray());
    }

    private static int Target(JsonNode result, string variant) => Decision(result, variant)["target"]!.GetValue<int>();

    private static JsonNode Decision(JsonNode result, string variant)
        => result["decisions"]!.AsArray().Single(decision => decision!["variant"]!.GetValue<string>() == variant)!;
}
