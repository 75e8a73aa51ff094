using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Time.Testing;
using Wva.Contracts;
using Wva.Simulation.Engines;
using Wva.Simulation.Serving;
using Wva.Telemetry.Sampling;
using Wva.Testing;

namespace Wva.Simulation.Tests.Serving;

public sealed class SimulatedEngineTests : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    // 10 ms an iteration, whatever is in it: a request of n tokens takes n x 10 ms.
    private static readonly EngineParameters Parameters = new(new EngineSpeed(10, 0, 0, 0), new EngineLimits(1600) { MaxNumSeqs = 4, MaxModelLength = 1000 });

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 5, 12, 0, 0, TimeSpan.Zero));
    private readonly HttpClient _client = new();
    private readonly SimulatedEngine _engine;

    public SimulatedEngineTests() =>
        _engine = SimulatedEngine.Start(new SimulatedEngineOptions { Model = "m", Parameters = Parameters, Startup = TimeSpan.FromSeconds(10) }, _time);

    [Fact]
    public async Task While_it_starts_nothing_answers()
    {
        Pass(9.9);

        Assert.False(_engine.IsReady);
        await Assert.ThrowsAsync<HttpRequestException>(() => _client.GetStringAsync(_engine.Url, Stop));
        await Assert.ThrowsAsync<HttpRequestException>(() => _client.GetStringAsync(Health, Stop));
        await Assert.ThrowsAnyAsync<Exception>(() => EngineLink.ConnectAsync(_engine.Port, Stop));
    }

    [Fact]
    public async Task Once_it_has_started_page_and_health_are_there()
    {
        Pass(10);

        Assert.True(_engine.IsReady);
        Assert.Equal(string.Empty, await _client.GetStringAsync(Health, Stop));
        var sample = await SampleAsync();
        Assert.Equal((0, 0, 0), (sample.Rows[0].Scalar(RowField.Running), sample.Rows[0].Scalar(RowField.Waiting), sample.Rows[0].Scalar(RowField.KvCacheUsage)));
    }

    [Fact]
    public async Task A_request_is_answered_when_its_time_has_come_and_the_page_shows_it_on_the_way()
    {
        Pass(10);
        using var link = await EngineLink.ConnectAsync(_engine.Port, Stop);
        await using var answers = link.ReadAsync(Stop).GetAsyncEnumerator(Stop);
        await link.SendAsync(new RequestLine(7, 100, 50, 0), Stop);
        await ArrivedAsync(1);
        Pass(0.25);
        var halfway = await SampleAsync();
        Pass(0.25);

        Assert.True(await answers.MoveNextAsync());
        Assert.Equal((7, AnswerKind.Ok), (answers.Current.Id, answers.Current.Kind));
        Assert.Equal(0.01, answers.Current.TtftSeconds, 1e-9);
        Assert.Equal(0.01, answers.Current.ItlSeconds, 1e-9);
        Assert.Equal(0.5, answers.Current.EndSeconds, 1e-9);
        Assert.Equal((1, 25), (halfway.Rows[0].Scalar(RowField.Running), halfway.Rows[0].Scalar(RowField.GenerationTokens)));
        Assert.Equal((0, 1), ((await SampleAsync()).Rows[0].Scalar(RowField.Running), (await SampleAsync()).Rows[0].Scalar(RowField.Finished)));
    }

    [Fact]
    public async Task Answers_come_in_the_order_in_which_requests_end_and_say_what_cannot_be_held()
    {
        Pass(10);
        using var link = await EngineLink.ConnectAsync(_engine.Port, Stop);
        await using var answers = link.ReadAsync(Stop).GetAsyncEnumerator(Stop);
        await link.SendAsync(new RequestLine(1, 10, 30, 0), Stop);
        await link.SendAsync(new RequestLine(2, 10, 10, 0), Stop);
        await link.SendAsync(new RequestLine(3, 5000, 10, 0), Stop);
        Assert.True(await answers.MoveNextAsync());
        Assert.Equal(new AnswerLine(3, AnswerKind.TooLong, 0, 0, 0), answers.Current);
        Pass(1);

        Assert.True(await answers.MoveNextAsync());
        Assert.Equal(2, answers.Current.Id);
        Assert.True(await answers.MoveNextAsync());
        Assert.Equal(1, answers.Current.Id);
    }

    [Fact]
    public async Task When_the_client_leaves_its_requests_are_aborted()
    {
        Pass(10);
        using (var link = await EngineLink.ConnectAsync(_engine.Port, Stop))
        {
            await link.SendAsync(new RequestLine(1, 10, 900, 0), Stop);
            await ArrivedAsync(1);
        }

        await Eventually.TrueAsync("the request is aborted", Patience, () => Read(RowField.Aborted) >= 1, Stop);
        Assert.Equal(0, Read(RowField.Running));
    }

    [Fact]
    public async Task When_the_engine_goes_the_link_ends_without_an_answer()
    {
        Pass(10);
        using var link = await EngineLink.ConnectAsync(_engine.Port, Stop);
        await link.SendAsync(new RequestLine(1, 10, 900, 0), Stop);
        await ArrivedAsync(1);
        var answers = Task.Run(async () => await link.ReadAsync(Stop).ToListAsync(Stop), Stop);

        await _engine.DisposeAsync();

        Assert.Empty(await answers);
    }

    [Fact]
    public async Task A_line_that_is_no_request_is_told_so_and_ends_the_link()
    {
        Pass(10);
        var answer = await ExchangeAsync("GET /requests HTTP/1.1\r\nUpgrade: wva-requests\r\n\r\n1 0 1 0\n");

        Assert.StartsWith("HTTP/1.1 101 Switching Protocols\r\n", answer, StringComparison.Ordinal);
        Assert.EndsWith("error: PROMPT_TOKENS: found '0'; allowed: whole numbers from 1 to 2147483647\n", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET /other HTTP/1.1\r\n\r\n", "HTTP/1.1 404 Not Found")]
    [InlineData("POST /metrics HTTP/1.1\r\n\r\n", "HTTP/1.1 405 Method Not Allowed")]
    [InlineData("nonsense\r\n\r\n", "HTTP/1.1 400 Bad Request")]
    [InlineData("GET /met", "")]
    public async Task Other_requests_are_told_what_is_wrong(string request, string expected)
    {
        Pass(10);

        Assert.StartsWith(expected, await ExchangeAsync(request), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Parameters_that_cannot_serve_are_refused_at_once()
    {
        var bad = Parameters with { Limits = Parameters.Limits with { MaxNumSeqs = 0 } };

        Assert.Contains("MaxNumSeqs", Assert.Throws<ArgumentException>(() => SimulatedEngine.Start(new SimulatedEngineOptions { Model = "m", Parameters = bad }, _time)).Message, StringComparison.Ordinal);
        await _engine.DisposeAsync();
        await _engine.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _engine.DisposeAsync();
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private Uri Health => new(_engine.Url, "/health");

    private void Pass(double seconds) => _time.Advance(TimeSpan.FromSeconds(seconds));

    private async Task<Sample> SampleAsync()
    {
        var sample = new Sample();
        new PageSampler().Read(await _client.GetByteArrayAsync(_engine.Url, Stop), sample, _time.GetUtcNow(), TimeSpan.Zero);
        return sample;
    }

    // The line goes through a socket: it has arrived when the engine has it, which its page shows from the next iteration on.
    private Task ArrivedAsync(double requests) => Eventually.TrueAsync($"{requests} requests have arrived", Patience, () => _engine.RequestsUnderWay == requests, Stop);

    private double Read(RowField field)
    {
        Pass(0.02);
        var sample = new Sample();
        using var request = new HttpRequestMessage(HttpMethod.Get, _engine.Url);
        using var answer = _client.Send(request, Stop);
        using var body = new MemoryStream();
        answer.Content.CopyTo(body, context: null, Stop);
        new PageSampler().Read(body.ToArray(), sample, _time.GetUtcNow(), TimeSpan.Zero);
        return sample.Rows[0].Scalar(field);
    }

    private async Task<string> ExchangeAsync(string text)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, _engine.Port, Stop);
        await socket.SendAsync(System.Text.Encoding.ASCII.GetBytes(text), Stop);
        using var reader = new StreamReader(new NetworkStream(socket));
        socket.Shutdown(SocketShutdown.Send);
        return await reader.ReadToEndAsync(Stop);
    }
}
