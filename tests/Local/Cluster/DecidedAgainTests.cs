using System.Text.Json.Nodes;
using Wva.Local.Run;
using Wva.Testing;

namespace Wva.Local.Tests.Cluster;

/// <summary>What the aggregators of a run decided comes out the same when the command line decides it again from their logs.</summary>
public sealed class DecidedAgainTests(PublishedFixture published) : IClassFixture<PublishedFixture>
{
    private const double BurstSeconds = 12;
    private const double QuietSeconds = 24;
    private const double MoreThanOneVariantCarries = 25;

    private readonly PublishedFixture _published = published;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_logged_decision_of_a_run_is_decided_again_the_same()
    {
        Assert.NotNull(_published);
        var folder = Directory.CreateTempSubdirectory("decided-again-").FullName;
        try
        {
            await using var run = await UpRun.StartAsync(temporary =>
            {
                var trace = Path.Combine(temporary, "burst.csv");
                RateTrace.Write(trace, (BurstSeconds, MoreThanOneVariantCarries), (QuietSeconds, 0));
                return ["--trace", trace, "--scale-in-window", "1", "--minutes", "1.2", "--plain", "--keep", folder];
            });
            await run.WaitForEndAsync();
            Assert.Equal(0, run.ExitCode);

            var logs = Directory.GetFiles(folder, "*.decisions.jsonl");
            var logged = new List<JsonNode>();
            foreach (var log in logs)
            {
                logged.AddRange(await RecordsAsync(log));
                await AssertSameAsync(log);
            }

            // Both variants grew and went again: a log without that would prove little.
            foreach (var variant in (string[])["a10g", "l40s"])
            {
                var targets = logged.Select(record => Target(record, variant)).ToList();
                Assert.True(targets.Max() > targets.Min(), $"{variant}: {string.Join(' ', targets)}");
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task AssertSameAsync(string log)
    {
        var output = log + ".again";
        await using var decide = await ChildProcess.StartAsync("wva", Path.Combine(PublishedPrograms.Root, "deploy/local/wva"), ["decide", "--batch", log], output, TimeProvider.System);
        await decide.WaitForEndAsync();
        Assert.True(decide.ExitCode == 0, await File.ReadAllTextAsync(output, Stop));

        var records = await RecordsAsync(log);
        var again = (await RecordsAsync(output)).ToList();
        Assert.Equal(records.Count, again.Count);
        foreach (var (record, result) in records.Zip(again))
        {
            foreach (var member in (string[])["id", "decisions", "analysis", "now", "learned"])
            {
                Assert.True(JsonNode.DeepEquals(record[member], result[member]), $"{member}: {record[member]} and again {result[member]}");
            }
        }
    }

    // A build that is due says so on the first lines.
    private static async Task<IReadOnlyList<JsonNode>> RecordsAsync(string file) =>
        [.. (await File.ReadAllLinesAsync(file, Stop)).Where(line => line.StartsWith('{')).Select(line => JsonNode.Parse(line)!)];

    private static int Target(JsonNode record, string variant) =>
        (int)record["decisions"]!.AsArray().Single(decision => (string)decision!["variant"]! == variant)!["target"]!;
}
