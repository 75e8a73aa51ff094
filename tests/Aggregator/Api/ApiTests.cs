using System.Net;
using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Wva.Aggregator.Api;
using Wva.Aggregator.Publish;
using Wva.Aggregator.Tests.Fakes;
using Wva.Api;
using Wva.Scaling;

namespace Wva.Aggregator.Tests.Api;

/// <summary>The read-only JSON over a real socket, of a fleet with real streams.</summary>
public sealed class ApiTests : IAsyncDisposable
{
    private readonly World _world = new();
    private readonly HttpClient _http = new();

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _world.DisposeAsync();
    }

    [Fact]
    public async Task The_status_tells_what_is_published_what_is_there_and_what_it_costs()
    {
        _world.Folder.WriteManifest("v", "modelID: m, variantCost: '5.0', maxReplicas: 10, modelProfile: {accelerators: [{acc: A100, accCount: 1}]}");
        await _world.StartAsync();
        await _world.AgentAsync("p0");
        await _world.PlayAsync(3, _ => (0.3, 0));
        await _world.PlayAsync(1, _ => (0.9, 12));
        var status = await StatusAsync();
        var variant = Assert.Single(status.Variants);
        Assert.Equal(("ns/v", "m", "A100", 5.0, 1, 2), (variant.Key, variant.ModelId, variant.Accelerator, variant.Cost, variant.Current, variant.Desired));
        Assert.Equal((5.0, 5.0), (variant.CostPerHour, status.CostPerHour));
        Assert.Equal(new ReplicaCounts(0, 1, 0, 0, 0, 0, 0, 0), variant.Replicas);
        Assert.Equal((0.9, 0.9, 12.0, 1.0), (variant.Load!.KvCacheUsage!.Mean, variant.Load.KvCacheUsage.Max, variant.Load.Waiting, variant.Load.Running));
        Assert.Equal((1, 2, ReasonCodes.ScaleOut), (variant.LastDecision!.From, variant.LastDecision.To, variant.LastDecision.Reason));
        Assert.Equal(("True", "AllConditionsMet"), (variant.Ready!.Status, variant.Ready.Reason));
        Assert.InRange(variant.OldestSignalAgeSeconds!.Value, 0, 2);
        Assert.True(status.Decides);
        Assert.Equal(("self", "self"), (status.AnsweredBy, status.Leader));
        Assert.Empty(variant.Quiet);
    }

    [Fact]
    public async Task What_is_silent_is_named_with_its_seconds_and_the_cost_of_what_is_unknown_is_unknown()
    {
        _world.Folder.WriteManifest("v");
        await _world.StartAsync();
        await _world.AgentAsync("p0");
        await _world.PlayAsync(2, _ => (0.3, 0));
        _world.Folder.WriteManifest("w", "modelID: other");
        await _world.DropAgentsAsync();
        await _world.PlayAsync(45, _ => null);
        var status = await StatusAsync();
        var quiet = Assert.Single(status.Variants[0].Quiet);
        Assert.Equal(("p0", "serving", false), (quiet.Pod, quiet.State, quiet.Stalled));
        Assert.InRange(quiet.AgeSeconds!.Value, 42, 50); // the last cycles may be still to come, here and where the stream was found gone
        Assert.Equal(quiet.AgeSeconds!.Value - 30, quiet.SilentSeconds!.Value, 1.0);
        Assert.Equal(QuietCauses.NoStream, quiet.Cause);
        Assert.InRange(quiet.ForSeconds!.Value, 42, 50);
        Assert.Equal((1, 1), (status.Variants[0].Replicas!.Stale, status.Variants[0].Replicas!.Silent));
        Assert.Equal("MetricsStale", status.Variants[0].Ready!.Reason);
        Assert.Equal((null, null, null), (status.Variants[1].Current, status.Variants[1].CostPerHour, status.CostPerHour));
    }

    [Fact]
    public async Task An_agent_that_is_gone_is_named_at_the_next_cycle()
    {
        _world.Folder.WriteManifest("v");
        await _world.StartAsync();
        await _world.AgentAsync("p0");
        await _world.PlayAsync(2, _ => (0.3, 0));
        await _world.DropAgentsAsync();
        await Until.TrueAsync(() => _world.Aggregator.Ingest.OpenStreams == 0);
        await _world.PlayAsync(1, _ => null);
        var variant = Assert.Single((await StatusAsync()).Variants);
        var quiet = Assert.Single(variant.Quiet);
        Assert.Equal(("p0", QuietCauses.NoStream, null), (quiet.Pod, quiet.Cause, quiet.SilentSeconds));
        Assert.InRange(quiet.ForSeconds!.Value, 0.5, 2);
        Assert.Equal(0, variant.Replicas!.Stale); // named at once, and fresh still
    }

    [Fact]
    public async Task The_explanation_has_the_chain_of_now_and_that_of_the_last_change()
    {
        _world.Folder.WriteManifest("v", "modelID: m, maxReplicas: 10");
        await _world.StartAsync();
        await _world.AgentAsync("p0");
        await _world.PlayAsync(3, _ => (0.3, 0));
        await _world.PlayAsync(1, _ => (0.9, 12));
        await _world.PlayAsync(5, _ => (0.3, 0));
        var explained = await _http.GetFromJsonAsync(Address(ApiRoutes.ExplainOf("ns", "v")), ApiJson.Default.ExplainReport, TestContext.Current.CancellationToken);
        var now = explained!.Decision!;
        Assert.Equal((2, 2, explained.Time), (now.Target, now.PublishedBefore, now.Time));
        Assert.True(now.Held);
        Assert.Contains(now.Reasons, reason => reason is { Stage: "holds", Code: ReasonCodes.HeldGrant });
        var change = explained.LastChange!;
        Assert.Equal((2, 1, "ScaleUp"), (change.Target, change.PublishedBefore, change.Action));
        Assert.Equal(explained.LastDecision!.Time, change.Time);
        Assert.Equal(explained.LastDecision.Reason, change.Reasons[^1].Code);
        Assert.Equal(("p0", "serving", 0.3), (explained.Signals[0].Pod, explained.Signals[0].State, explained.Signals[0].KvCacheUsage));
        Assert.Null(explained.Note);
    }

    [Fact]
    public async Task A_variant_that_is_not_there_is_404_with_those_that_are()
    {
        _world.Folder.WriteManifest("v");
        await _world.StartAsync();
        await _world.PlayAsync(1, _ => null);
        using var response = await _http.GetAsync(Address(ApiRoutes.ExplainOf("ns", "v w")), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        var error = await response.Content.ReadFromJsonAsync(ApiJson.Default.ErrorReport, TestContext.Current.CancellationToken);
        Assert.Equal("variant: 'ns/v w' is not known; allowed: ns/v", error!.Error);
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("PATCH")]
    public async Task Nothing_but_a_question_is_taken(string method)
    {
        await _world.StartAsync();
        await _world.PlayAsync(1, _ => null);
        foreach (var path in new[] { ApiRoutes.Status, ApiRoutes.ExplainOf("ns", "v") })
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), Address(path)) { Content = new StringContent("{}") };
            using var response = await _http.SendAsync(request, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
        }
    }

    [Fact]
    public async Task The_door_of_agents_does_not_serve_it()
    {
        await _world.StartAsync();
#pragma warning disable MA0039 // the certificate is not what is tested
        using var trusting = new HttpClientHandler { ServerCertificateCustomValidationCallback = static (_, _, _, _) => true };
#pragma warning restore MA0039
        using var http = new HttpClient(trusting) { DefaultRequestVersion = HttpVersion.Version20 };
        using var response = await http.GetAsync(new Uri(_world.Aggregator.Grpc, ApiRoutes.Status), TestContext.Current.CancellationToken);
        Assert.NotEqual(HttpStatusCode.OK, response.StatusCode);
        Assert.DoesNotContain("json", $"{response.Content.Headers.ContentType}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answers_are_json_that_nobody_keeps()
    {
        await _world.StartAsync();
        await _world.PlayAsync(1, _ => null);
        using var response = await _http.GetAsync(Address(ApiRoutes.Status), TestContext.Current.CancellationToken);
        Assert.Equal("application/json", response.Content.Headers.ContentType?.ToString());
        Assert.True(response.Headers.CacheControl?.NoStore);
    }

    [Fact]
    public async Task An_aggregator_that_hangs_shows_its_age()
    {
        await _world.StartAsync();
        await _world.PlayAsync(1, _ => null);
        var page = _world.Aggregator.Published.Page;
        var report = Reporter.Status(page, new Answerer("self", "self", null, Decides: true), page.At.AddSeconds(42.5));
        Assert.Equal(42.5, report.AgeSeconds);
    }

    [Fact]
    public async Task Many_that_ask_within_a_quarter_of_a_second_share_one_answer_and_a_new_cycle_is_never_hidden()
    {
        _world.Folder.WriteManifest("v");
        await _world.StartAsync();
        await _world.PlayAsync(1, _ => null);
        var bytes = _world.Aggregator.Services.GetRequiredService<StatusBytes>();
        PublishedPage page;
        byte[]? first, second;
        var again = 0;
        do
        {
            (page, first, second) = (_world.Aggregator.Published.Page, bytes.Current(), bytes.Current());
        }
        while (again++ < 20 && !(ReferenceEquals(page, _world.Aggregator.Published.Page) && ReferenceEquals(first, second))); // a cycle may be under way, and a quarter of a second pass between the two

        Assert.Same(first, second);
        await _world.PlayAsync(1, _ => null);
        Assert.NotSame(first, bytes.Current());
    }

    private Uri Address(string path) => new(_world.Aggregator.Http, path);

    private async Task<StatusReport> StatusAsync() => (await _http.GetFromJsonAsync(Address(ApiRoutes.Status), ApiJson.Default.StatusReport, TestContext.Current.CancellationToken))!;
}
