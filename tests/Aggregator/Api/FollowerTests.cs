using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Wva.Aggregator.Tests.Fakes;
using Wva.Api;

namespace Wva.Aggregator.Tests.Api;

/// <summary>Whoever is asked answers: one that stands by tells of its own fleet, of what is published, and of who decides.</summary>
public sealed class FollowerTests : IAsyncDisposable
{
    private readonly Members _members = new();

    public ValueTask DisposeAsync() => _members.DisposeAsync();

    [Fact]
    public async Task One_that_stands_by_tells_what_is_published_from_its_own_fleet_and_names_the_one_that_decides()
    {
        _members.Folder.WriteManifest("v", "modelID: m, maxReplicas: 10");
        var first = await _members.StartAsync("first", ["p0", "p1"]);
        await _members.UntilAsync(() => first.Leads);
        var second = await _members.StartAsync("second", ["p0", "p1"]);
        await _members.PlayAsync(3, kv: 0.5);
        await _members.UntilAsync(() => second.Aggregator.Published.Variants is [{ Desired: not null }] && second.Aggregator.Leadership.Current.Leader?.Http is not null);

        var status = JsonSerializer.Deserialize(await _members.GetAsync(second, ApiRoutes.Status), ApiJson.Default.StatusReport)!;
        Assert.Equal(("second", false, "first"), (status.AnsweredBy, status.Decides, status.Leader));
        Assert.Equal(first.Aggregator.Http, new Uri(status.LeaderAddress!));
        var variant = Assert.Single(status.Variants);
        Assert.Equal(first.Aggregator.Published.Variants[0].Desired, variant.Desired);
        Assert.Equal((2, 0.5), (variant.Replicas!.Serving, variant.Load!.KvCacheUsage!.Mean));
        Assert.NotNull(variant.LastDecision);

        var path = ApiRoutes.ExplainOf("ns", "v");
        var explained = JsonSerializer.Deserialize(await _members.GetAsync(second, path), ApiJson.Default.ExplainReport)!;
        Assert.Null(explained.Decision);
        Assert.StartsWith("first decides; second follows", explained.Note, StringComparison.Ordinal);
        Assert.Equal(variant.LastDecision, explained.LastDecision);
        Assert.Equal(2, explained.Signals.Length);
        Assert.NotNull(JsonSerializer.Deserialize(await _members.GetAsync(first, path), ApiJson.Default.ExplainReport)!.Decision);

        // What a cycle saw is known to the one whose cycle it was: a client goes on to the next aggregator, or to the one that is named.
        using var http = new HttpClient();
        using var refused = await http.GetAsync(new Uri(second.Aggregator.Http, ApiRoutes.Scenario), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        var error = await refused.Content.ReadFromJsonAsync(ApiJson.Default.ErrorReport, TestContext.Current.CancellationToken);
        Assert.Equal($"second follows and decides nothing; ask first at {status.LeaderAddress}", error!.Error);
        DecidedAgain.AssertSame(await _members.GetAsync(first, ApiRoutes.Scenario));
    }

    [Fact]
    public async Task One_that_takes_over_explains_by_its_own_decisions_from_then_on()
    {
        _members.Folder.WriteManifest("v", "modelID: m, maxReplicas: 10");
        var first = await _members.StartAsync("first", ["p0"]);
        await _members.UntilAsync(() => first.Leads);
        var second = await _members.StartAsync("second", ["p0"]);
        await _members.PlayAsync(3, kv: 0.5);
        await first.KillAsync();
        await _members.PlayAsync(3, kv: 0.5);
        await _members.UntilAsync(() => second.Leads && second.Aggregator.Published.Variants is [{ Decision: not null }]);
        var explained = JsonSerializer.Deserialize(await _members.GetAsync(second, ApiRoutes.ExplainOf("ns", "v")), ApiJson.Default.ExplainReport)!;
        Assert.True(explained.Decides);
        Assert.NotEmpty(explained.Decision!.Reasons);
        Assert.Null(explained.LastChange); // another one made it
        Assert.NotNull(explained.LastDecision);
    }
}
