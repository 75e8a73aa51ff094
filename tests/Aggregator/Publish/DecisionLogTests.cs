using System.Text.Json.Nodes;
using Wva.Aggregator.Tests.Fakes;
using Wva.Api;
using Wva.Scaling.Inputs;

namespace Wva.Aggregator.Tests.Publish;

/// <summary>What a running aggregator decided is kept with all that it saw, and comes out the same when it is decided again.</summary>
public sealed class DecisionLogTests : IAsyncDisposable
{
    private const string Policy = """
        analyzers: [{name: saturation}, {name: throughput}]
        scaleInStabilizationSeconds: 10
        enableLimiter: true
        quotas: [{name: caps, scope: namespace, namespaceQuotas: {ns: {A100: 8}}}]
        schedules: [{variant: cheap, min: 1, from: '11:00', to: '13:00'}]
        costPerHourCap: {ns: 1000}
        priority: {ns/m: 2}
        scaleToZero: {enabled: true, retentionSeconds: 600}
        slo: {ttftSeconds: 2, itlMilliseconds: 100}
        overrides: [{namespace: ns, modelID: m, scaleUpThreshold: 0.8}]
        """;

    private readonly World _world = new();

    public DecisionLogTests() => _world.Options = options =>
    {
        options.DecisionLogFile = Log;
        options.Cycle = TimeSpan.FromMilliseconds(800);
    };

    private string Log => _world.Folder.PathOf("decisions.jsonl");

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task Each_number_that_is_published_is_a_line_that_is_decided_again_the_same_over_growth_a_silent_pod_a_restart_and_a_fall()
    {
        await StartAsync("p0", "p1");
        await _world.PlayAsync(3, _ => (0.3, 0));
        await _world.PlayAsync(3, _ => (0.95, 9));
        await _world.PlayAsync(15, pod => pod == "p0" ? (0.95, 9) : null);
        await _world.KillAsync(TimeSpan.FromSeconds(2));
        await StartAsync("p0", "p1", "p2", "p3");
        await _world.PlayAsync(25, _ => (0.02, 0));
        await _world.Aggregator.StopAsync();

        var records = (await LinesAsync()).Select(DecidedAgain.AssertSame).ToList();
        var cheap = records.Select(record => Target(record, "cheap")).ToList();
        Assert.Equal(2, cheap[0]);
        Assert.True(cheap.Max() > cheap[0], string.Join(' ', cheap));
        Assert.True(cheap[^1] < cheap.Max(), string.Join(' ', cheap));
        Assert.Equal(records.Count, records.Select(record => (string)record["id"]!).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(2, records.Select(record => ((string)record["id"]!).Split('/')[0]).Distinct(StringComparer.Ordinal).Count());
        Assert.All(records, record => Assert.Equal(0.8, (double)record["scenario"]!["cycleSeconds"]!));
        Assert.Equal(records.Count, records.Skip(1).Zip(records).Count(pair => Changes(pair.First, pair.Second)) + 1);
    }

    [Fact]
    public async Task The_last_cycle_is_served_as_a_record_that_is_decided_again_the_same()
    {
        await StartAsync("p0", "p1");
        using var http = new HttpClient();
        for (var i = 0; i < 6; i++)
        {
            await _world.PlayAsync(1, _ => (0.2 * i, i));
            var record = DecidedAgain.AssertSame(await http.GetStringAsync(new Uri(_world.Aggregator.Http, ApiRoutes.Scenario), TestContext.Current.CancellationToken));
            Assert.Equal(3, record["scenario"]!["models"]![0]!["variants"]!.AsArray().Sum(variant => variant!["replicas"]!.AsArray().Count));
        }
    }

    [Fact]
    public async Task A_log_that_cannot_be_written_is_told_once_and_stops_no_decision_and_its_mending_is_told_too()
    {
        Directory.CreateDirectory(Log);
        await StartAsync("p0", "p1");
        await _world.PlayAsync(3, _ => (0.3, 0));
        await _world.PlayAsync(3, _ => (0.95, 9));
        await Until.TrueAsync(() => _world.Folder.Desired("cheap") > 2);
        await Until.TrueAsync(() => _world.Aggregator.Log.Count("Error 2050") == 1);
        Directory.Delete(Log);
        WriteVariant("cheap", "5.0", "p0", "p1", "p2", "p3");
        await _world.AgentAsync("p2");
        await _world.AgentAsync("p3");
        await _world.PlayAsync(25, _ => (0.02, 0));
        await Until.TrueAsync(() => _world.Aggregator.Log.Count("Information 2051") == 1);
        await _world.Aggregator.StopAsync();
        Assert.All(await LinesAsync(), line => DecidedAgain.AssertSame(line));
    }

    private Task<string[]> LinesAsync() => File.ReadAllLinesAsync(Log, TestContext.Current.CancellationToken);

    private static int Target(JsonNode record, string variant) =>
        (int)record["decisions"]!.AsArray().Single(decision => (string)decision!["variant"]! == variant)!["target"]!;

    // A line is the first of its term, or one of its numbers is another than what stood.
    private static bool Changes(JsonNode record, JsonNode before) =>
        ((string)record["id"]!).Split('/')[0] != ((string)before["id"]!).Split('/')[0]
        || record["decisions"]!.AsArray().Any(decision => (int?)decision!["publishedBefore"] != (int)decision["target"]!);

    private async Task StartAsync(params string[] cheap)
    {
        _world.Folder.WritePolicy(Policy);
        WriteVariant("cheap", "5.0", cheap);
        WriteVariant("dear", "9.0", "q0");
        await _world.StartAsync();
        foreach (var pod in (string[])[.. cheap, "q0"])
        {
            await _world.AgentAsync(pod);
        }
    }

    private void WriteVariant(string name, string cost, params string[] pods)
    {
        _world.Folder.WriteManifest(name, $"modelID: m, variantCost: '{cost}', maxReplicas: 5, modelProfile: {{accelerators: [{{acc: A100, accCount: 1}}]}}");
        _world.Folder.WriteTarget(name, new ScaleTarget
        {
            Replicas = pods.Length,
            PodTemplateHash = "h1",
            Pods = [.. pods.Select(pod => new TargetPod(pod, "uid-" + pod, "node", Ready: true, World.Noon, DeletedAt: null))],
        });
    }
}
