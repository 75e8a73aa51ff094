using System.Text;
using Wva.Agent.Tests.Fakes;
using Wva.EndToEnd.Tests.Fakes;
using Wva.Kubernetes.Resources;

namespace Wva.EndToEnd.Tests;

/// <summary>What is no page of an engine, from the engine's socket to the status file.</summary>
public sealed class BadPageTests : IAsyncDisposable
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);

    private readonly LiveSystem _system = new();
    private readonly ScriptedEngine _engine = new();
    private int _finished;

    /// <summary>What comes, what it is called, and the cause it counts under.</summary>
    public static TheoryData<BadPage, string, string> BadPages => new()
    {
        { BadPage.Empty, "empty", "NotAnEngine" },
        { BadPage.Html, "HTML", "NotAnEngine" },
        { BadPage.EndsWithinALine, "ends in the middle of a line", "NotAnEngine" },
        { BadPage.BrokenOff, "broken off", "Broken" },
        { BadPage.TenMegabytes, "longer than 8388608 bytes", "TooLong" },
    };

    public async ValueTask DisposeAsync()
    {
        await _system.DisposeAsync();
        await _engine.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(BadPages))]
    public async Task It_is_named_the_last_numbers_and_the_published_value_stand_and_a_good_page_ends_it(BadPage page, string name, string cause)
    {
        ServeGoodPages();
        await StartAsync();
        await PlayAsync(35, IsFresh); // the first half minute after a start counts as settling
        Assert.Equal((1, ConditionReasons.AllConditionsMet), (_system.Desired, Ready()));

        Serve(page);
        await _system.PlayUntilAsync(Second, Soon, () => Ready() == ConditionReasons.MetricsStale, LastNumbersStand);
        Assert.Equal(1, _system.Desired);
        Assert.Equal(1, _system.Folder.Status(LiveSystem.Variant)!.CurrentAlloc?.NumReplicas);
        Assert.Contains(name, _system.Folder.Status(LiveSystem.Variant)!.FindCondition(ConditionTypes.Ready)!.Message, StringComparison.OrdinalIgnoreCase);
        var line = Assert.Single(_system.Agents["v-0"].Log, line => line.StartsWith("1012 ", StringComparison.Ordinal));
        Assert.Contains(name, line, StringComparison.OrdinalIgnoreCase);
        AssertCounted(cause);

        ServeGoodPages();
        await _system.PlayUntilAsync(Second, Soon, () => Ready() == ConditionReasons.AllConditionsMet, IsFresh);
        Assert.Equal(1, _system.Desired);
    }

    [Theory]
    [MemberData(nameof(BadPages))]
    public async Task Before_any_good_page_there_is_no_number_and_nothing_is_zero(BadPage page, string name, string cause)
    {
        Serve(page);
        await StartAsync();
        // A status's words move at most every 30 s.
        await PlayAsync(33, () => _system.Snapshot().Replicas.All(row => row is { Running: null, Waiting: null, KvCacheUsage: null }));
        Assert.Equal((null, ConditionReasons.MetricsMissing), (_system.Desired, Ready()));
        Assert.Contains(name, _system.Folder.Status(LiveSystem.Variant)!.FindCondition(ConditionTypes.Ready)!.Message, StringComparison.OrdinalIgnoreCase);
        var line = Assert.Single(_system.Agents["v-0"].Log, line => line.StartsWith("1010 ", StringComparison.Ordinal));
        Assert.Contains(name, line, StringComparison.OrdinalIgnoreCase);
        AssertCounted(cause);
    }

    private async Task StartAsync()
    {
        _system.Folder.WriteManifest(LiveSystem.Variant);
        await _system.StartAggregatorAsync();
        await _system.StartAgentAsync("v-0", _engine.Url);
        await _system.ConnectAsync();
    }

    private async Task PlayAsync(int seconds, Func<bool> eachStep)
    {
        for (var i = 0; i < seconds; i++)
        {
            await _system.StepAsync(Second, eachStep);
        }
    }

    private void AssertCounted(string cause) =>
        Assert.Matches($"wva_agent_scrape_failures_total\\{{cause=\"{cause}\"\\}} [1-9]", _system.Agents["v-0"].OwnPage());

    private bool IsFresh() => _system.Snapshot().Replicas is [{ Stale: false }];

    private bool LastNumbersStand() => _system.Snapshot().Replicas is [{ Stale: true, Running: 3, Waiting: 1, KvCacheUsage: 0.3 }];

    // Counters move: an engine that has requests and does not move is stalled.
    private string Good() => VllmPage.With(running: 3, waiting: 1, kv: 0.3, finished: Interlocked.Increment(ref _finished));

    private void ServeGoodPages() => _engine.Answer = (_, stream, _) => ScriptedEngine.WriteAsync(stream, 200, "text/plain", Encoding.UTF8.GetBytes(Good()));

    private string? Ready() => _system.Folder.Status(LiveSystem.Variant)?.FindCondition(ConditionTypes.Ready)?.Reason;

    private void Serve(BadPage page)
    {
        switch (page)
        {
            case BadPage.Html:
                _engine.Serve("<!DOCTYPE html>\n<html><body>Sign in</body></html>\n");
                break;
            case BadPage.EndsWithinALine:
                _engine.Serve(Good()[..^30]);
                break;
            case BadPage.BrokenOff:
                _engine.Answer = async (_, stream, cancellation) => await stream.WriteAsync(
                    Encoding.UTF8.GetBytes("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 100000\r\n\r\n" + Good()), cancellation);
                break;
            case BadPage.TenMegabytes:
                _engine.Serve(Good() + string.Concat(Enumerable.Repeat("vllm:filler_total{engine=\"0\"} 1\n", 10_000_000 / 32)));
                break;
            default:
                _engine.Serve("");
                break;
        }
    }
}
