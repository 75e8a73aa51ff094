using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Time.Testing;
using Wva.Simulation.Recordings;

namespace Wva.Simulation.Tests;

public sealed class RecordedEngineTests : IAsyncDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly HttpClient _client = new();
    private readonly RecordedEngine _engine;

    public RecordedEngineTests() => _engine = RecordedEngine.Start(
        new RecordingPlayer([Page(1, 200, "first\n"), Page(2, 0, "ClientConnectorError\n"), Page(3, 503, "busy\n"), Page(4, 200, "last\n")]),
        _time);

    [Fact]
    public async Task It_serves_the_page_that_stands_byte_for_byte_and_counts_each_once()
    {
        Pass(1.25);
        Assert.Equal("first\n", await _client.GetStringAsync(_engine.Url, Stop));
        Pass(0.5);
        Assert.Equal("first\n", await _client.GetStringAsync(_engine.Url, Stop));
        Pass(2.5);
        Assert.Equal("last\n", await _client.GetStringAsync(_engine.Url, Stop));

        Assert.Equal((2, 3, true), (_engine.PagesServed, _engine.Answers, _engine.Ended));
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(2.5)]
    public async Task A_missing_answer_is_missing(double elapsedSeconds)
    {
        Pass(elapsedSeconds);

        await Assert.ThrowsAsync<HttpRequestException>(() => _client.GetStringAsync(_engine.Url, Stop));
        Assert.Equal(0, _engine.Answers);
    }

    [Fact]
    public async Task An_answer_that_was_an_error_stays_one()
    {
        Pass(3);

        using var answer = await _client.GetAsync(_engine.Url, Stop);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal("busy\n", await answer.Content.ReadAsStringAsync(Stop));
    }

    [Fact]
    public async Task It_answers_again_after_the_answers_that_were_missing()
    {
        Pass(1);
        await _client.GetStringAsync(_engine.Url, Stop);
        Pass(1);
        await Assert.ThrowsAsync<HttpRequestException>(() => _client.GetStringAsync(_engine.Url, Stop));
        Pass(2);

        Assert.Equal("last\n", await _client.GetStringAsync(_engine.Url, Stop));
    }

    [Theory]
    [InlineData("GET /metrics HTTP/1.1\r\nHost: x\r\n\r\nGET /metrics HTTP/1.1\r\n\r\n", "HTTP/1.1 200 *first\nHTTP/1.1 200 *first\n")]
    [InlineData("GET /other HTTP/1.1\r\n\r\n", "HTTP/1.1 404 *no such path; the page is /metrics\n")]
    [InlineData("POST /metrics HTTP/1.1\r\n\r\n", "HTTP/1.1 405 *only GET is answered\n")]
    [InlineData("nonsense\r\n\r\n", "HTTP/1.1 400 *no request of HTTP/1.1\n")]
    [InlineData("GET /met", "")]
    public async Task Other_requests_are_told_what_is_wrong(string request, string expected)
    {
        Pass(1);
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, _engine.Url.Port, Stop);
        await socket.SendAsync(Encoding.ASCII.GetBytes(request), Stop);
        using var reader = new StreamReader(new NetworkStream(socket));
        socket.Shutdown(SocketShutdown.Send);
        var answer = await reader.ReadToEndAsync(Stop);

        Assert.Equal(expected, Regex.Replace(answer, "Recorded\r\n.*?\r\n\r\n", "*", RegexOptions.Singleline));
    }

    [Fact]
    public async Task A_head_without_an_end_closes_the_connection()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, _engine.Url.Port, Stop);
        await socket.SendAsync(new byte[8 * 1024], Stop);

        Assert.Equal(0, await socket.ReceiveAsync(new byte[16], Stop));
    }

    [Fact]
    public async Task Stopping_frees_the_port_and_closes_what_is_open()
    {
        Pass(1);
        await _client.GetStringAsync(_engine.Url, Stop);

        await _engine.DisposeAsync();
        await _engine.DisposeAsync();

        await Assert.ThrowsAsync<HttpRequestException>(() => _client.GetStringAsync(_engine.Url, Stop));
        using var listener = new TcpListener(IPAddress.Loopback, _engine.Url.Port);
        listener.Start();
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _engine.DisposeAsync();
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static RecordedPage Page(double atSeconds, int status, string body) => new(atSeconds, status, 0.01, Encoding.UTF8.GetBytes(body));

    private void Pass(double seconds) => _time.Advance(TimeSpan.FromSeconds(seconds));
}
