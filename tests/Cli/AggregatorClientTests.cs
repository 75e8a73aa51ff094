using Microsoft.Extensions.Time.Testing;
using Wva.Api;
using Wva.Cli.Tests.Fakes;

namespace Wva.Cli.Tests;

public sealed class AggregatorClientTests : IDisposable
{
    private static readonly Uri First = new("http://first");
    private static readonly Uri Second = new("http://second");

    private readonly FakeAggregators _aggregators = new();
    private readonly FakeTimeProvider _time = new(SampleReports.Noon);

    public void Dispose() => _aggregators.Dispose();

    [Fact]
    public async Task The_one_that_answered_last_is_asked_first()
    {
        _aggregators.Answer("http://second", SampleReports.Status);
        using var http = AggregatorClient.CreateHttp(_aggregators);
        var client = new AggregatorClient(http, [First, Second], _time);
        await client.StatusAsync(TestContext.Current.CancellationToken);
        await client.StatusAsync(TestContext.Current.CancellationToken);
        Assert.Equal(["http://first/api/v1/status", "http://second/api/v1/status", "http://second/api/v1/status"], _aggregators.Asked);
    }

    [Fact]
    public async Task Where_nobody_answers_every_address_is_named_with_its_reason()
    {
        using var http = AggregatorClient.CreateHttp(_aggregators);
        var answer = await new AggregatorClient(http, [First, Second], _time).StatusAsync(TestContext.Current.CancellationToken);
        Assert.Equal(AnswerKind.NoAnswer, answer.Kind);
        Assert.Equal("http://first: connection refused; http://second: connection refused", answer.Problem);
    }

    [Fact]
    public async Task One_that_says_nothing_is_waited_for_3_seconds_and_no_longer()
    {
        using var silent = new SilentServer();
        using var http = AggregatorClient.CreateHttp(silent);
        var asking = new AggregatorClient(http, [First], _time).StatusAsync(TestContext.Current.CancellationToken);
        Assert.True(silent.IsAsked); // what is awaited before is done at once
        _time.Advance(AggregatorClient.Patience - TimeSpan.FromMilliseconds(1));
        Assert.False(asking.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal("http://first: no answer within 3 s", (await asking).Problem);
    }

    [Fact]
    public async Task An_answer_larger_than_16_MiB_is_refused()
    {
        _aggregators.Answer("http://first" + ApiRoutes.Status, System.Net.HttpStatusCode.OK, new byte[(16 * 1024 * 1024) + 1]);
        using var http = AggregatorClient.CreateHttp(_aggregators);
        var answer = await new AggregatorClient(http, [First], _time).StatusAsync(TestContext.Current.CancellationToken);
        Assert.Equal(AnswerKind.NoAnswer, answer.Kind);
    }

    [Fact]
    public async Task The_callers_own_end_is_no_lack_of_an_answer()
    {
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();
        using var http = AggregatorClient.CreateHttp(_aggregators);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new AggregatorClient(http, [First], _time).StatusAsync(stop.Token));
    }

    private sealed class SilentServer : HttpMessageHandler
    {
        public bool IsAsked { get; private set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            IsAsked = true;
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
            throw new InvalidOperationException("never");
        }
    }
}
