using System.Text.RegularExpressions;
using Wva.Aggregator.Tests.Fakes;
using Wva.Scaling;

namespace Wva.Aggregator.Tests.Publish;

/// <summary>Names and labels of the metrics page: what scalers, alerts and dashboards select by. A change here is a change for every user.</summary>
public sealed partial class MetricsPageTests : IAsyncDisposable
{
    private readonly World _world = new();
    private readonly HttpClient _http = new();

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _world.DisposeAsync();
    }

    [Fact]
    public async Task The_page_has_these_names_and_labels()
    {
        _world.Folder.WriteManifest("v", "modelID: m, maxReplicas: 10, modelProfile: {accelerators: [{acc: A100, accCount: 1}]}");
        await _world.StartAsync();
        await _world.AgentAsync("p0");
        await _world.PlayAsync(2, _ => (0.3, 0));
        await _world.PlayAsync(1, _ => (0.9, 12));
        await Until.TrueAsync(() => _world.Folder.Desired("v") == 2);
        var page = await PageUntilAsync(text => text.Contains("wva_load_to_decision_seconds_count{} 1", StringComparison.Ordinal));
        var golden = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Publish", "metrics-page.golden.txt"), TestContext.Current.CancellationToken);
        Assert.Equal(golden.TrimEnd(), Shape(page));
    }

    [Fact]
    public async Task The_published_series_carry_the_published_values()
    {
        _world.Folder.WriteManifest("v", "modelID: m, maxReplicas: 10");
        await _world.StartAsync();
        await _world.AgentAsync("p0");
        await _world.PlayAsync(1, _ => (0.3, 0));
        await _world.PlayAsync(1, _ => (0.9, 12));
        const string Labels = "{accelerator_type=\"unresolved\",exported_namespace=\"ns\",namespace=\"ns\",variant_name=\"v\"}";
        var page = await PageUntilAsync(text => text.Contains($"wva_desired_replicas{Labels} 2\n", StringComparison.Ordinal));
        Assert.Contains($"wva_current_replicas{Labels} 1\n", page, StringComparison.Ordinal);
        Assert.Contains($"wva_desired_ratio{Labels} 2\n", page, StringComparison.Ordinal);
        Assert.Contains(
            (string[])[ReasonCodes.ScaleOut, ReasonCodes.DemandCovered], // the load needs two: before and after one is granted
            code => page.Contains($"wva_decided_variants{{reason=\"{code}\"}} 1\n", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Desired_is_absent_before_the_first_decision_and_a_removed_variant_takes_its_series_with_it()
    {
        _world.Folder.WriteManifest("v");
        await _world.StartAsync();
        await _world.PlayAsync(2, _ => null);
        var page = await PageUntilAsync(text => text.Contains("wva_fleet_pods{", StringComparison.Ordinal));
        Assert.DoesNotContain("wva_desired_replicas", page, StringComparison.Ordinal);
        Assert.DoesNotContain("wva_desired_ratio", page, StringComparison.Ordinal);
        Assert.Contains("wva_decided_variants{reason=\"MetricsMissing\"} 1\n", page, StringComparison.Ordinal);

        await _world.AgentAsync("p0");
        await _world.PlayAsync(1, _ => (0.3, 0));
        await PageUntilAsync(text => text.Contains("wva_desired_replicas{", StringComparison.Ordinal));
        File.Delete(_world.Folder.PathOf("v.yaml"));
        await _world.UntilAsync(() => !File.Exists(_world.Folder.PathOf("v.status.yaml")));
        await _world.SecondAsync();
        page = await PageUntilAsync(text => !text.Contains("wva_desired_replicas{", StringComparison.Ordinal));
        Assert.DoesNotContain("variant_name=\"v\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Health_is_told_at_once_and_readiness_after_the_first_cycle()
    {
        await _world.StartAsync();
        Assert.Equal("ok\n", await _http.GetStringAsync(new Uri(_world.Aggregator.Http, "/healthz"), TestContext.Current.CancellationToken));
        await Until.TrueAsync(() => _world.Aggregator.Cycles.Succeeded > 0);
        Assert.Equal("ok\n", await _http.GetStringAsync(new Uri(_world.Aggregator.Http, "/readyz"), TestContext.Current.CancellationToken));
    }

    private async Task<string> PageUntilAsync(Func<string, bool> isSo)
    {
        // The exporter answers from a page up to 300 ms old.
        var began = TimeProvider.System.GetTimestamp();
        for (var page = ""; ; page = await _http.GetStringAsync(new Uri(_world.Aggregator.Http, "/metrics"), TestContext.Current.CancellationToken))
        {
            if (isSo(page) && page.Length > 0)
            {
                return page;
            }

            Assert.True(TimeProvider.System.GetElapsedTime(began) < TimeSpan.FromSeconds(20), page);
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }

    private static string Shape(string page) => string.Join(
        '\n',
        page.Split('\n').Where(line => line.Length > 0 && !line.StartsWith("# HELP", StringComparison.Ordinal))
            .Select(line => line[0] == '#' ? line : Code().Replace(Number().Replace(line, ""), "reason=\"CODE\"")));

    [GeneratedRegex(" [^ ]+$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Number();

    [GeneratedRegex("reason=\"[A-Z][A-Za-z]+\"", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Code();
}
