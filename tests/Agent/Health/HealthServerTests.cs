using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Wva.Agent.Health;
using Wva.Agent.Options;
using Wva.Agent.Scrape;
using Wva.Agent.Tests.Fakes;

namespace Wva.Agent.Tests.Health;

public sealed class HealthServerTests : IAsyncDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly AgentInstruments _instruments;
    private readonly HealthServer _server;
    private readonly Task _running;

    public HealthServerTests()
    {
        _instruments = new AgentInstruments(_time);
        _server = new HealthServer(new IPEndPoint(IPAddress.IPv6Any, 0), new OwnPages(_instruments, new AgentOptions(), _time), _time, NullLogger<HealthServer>.Instance);
        _server.Start();
        _running = _server.RunAsync(_stopping.Token);
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    public async Task Pages_are_served_over_ipv4_and_ipv6(string address)
    {
        Assert.SkipWhen(address == "::1" && !Socket.OSSupportsIPv6, "this machine has no IPv6");
        Assert.StartsWith("HTTP/1.1 200 OK\r\n", await AskAsync("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n", address), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET /nothing HTTP/1.1\r\n\r\n", 404)]
    [InlineData("POST /metrics HTTP/1.1\r\nContent-Length: 0\r\n\r\n", 405)]
    [InlineData("HEAD /metrics HTTP/1.1\r\n\r\n", 405)]
    [InlineData("GET /metrics\r\n\r\n", 400)]
    [InlineData("GET  HTTP/1.1\r\n\r\n", 404)]
    [InlineData("garbage\r\n\r\n", 400)]
    [InlineData("\r\n\r\n", 400)]
    [InlineData("\u0016\u0003\u0001", 400)] // a TLS hello, cut short
    [InlineData("GET /healthz?probe=1 HTTP/1.0\r\n\r\n", 200)]
    public async Task Whatever_is_asked_is_answered_and_closed(string request, int status)
    {
        var answer = await AskAsync(request);
        Assert.StartsWith($"HTTP/1.1 {status} ", answer, StringComparison.Ordinal);
        Assert.Contains("Connection: close\r\n", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_endless_head_is_cut_off() =>
        Assert.StartsWith("HTTP/1.1 431 ", await AskAsync("GET /healthz HTTP/1.1\r\nX: " + new string('x', 10_000)), StringComparison.Ordinal);

    [Fact]
    public async Task A_silent_caller_is_cut_off_and_keeps_nobody_out()
    {
        var silent = new List<TcpClient>();
        for (var i = 0; i < 8; i++)
        {
            silent.Add(await ConnectAsync("127.0.0.1"));
        }

        var asking = AskAsync("GET /healthz HTTP/1.1\r\n\r\n");
        await Pump.UntilAsync(_time, () => asking.IsCompleted, "an answer behind eight silent callers");
        Assert.StartsWith("HTTP/1.1 200 ", await asking, StringComparison.Ordinal);
        silent.ForEach(client => client.Dispose());
    }

    [Fact]
    public async Task The_agent_is_ready_once_pages_are_read_and_a_stream_is_open()
    {
        Assert.StartsWith("HTTP/1.1 503 ", await AskAsync("GET /readyz HTTP/1.1\r\n\r\n"), StringComparison.Ordinal);
        _instruments.PageRead(TimeSpan.FromSeconds(0.01), 50_000, absent: ["swapped"]);
        Assert.StartsWith("HTTP/1.1 503 ", await AskAsync("GET /readyz HTTP/1.1\r\n\r\n"), StringComparison.Ordinal);
        _instruments.StreamsChanged(1);
        Assert.EndsWith("engine: last page 0.0 s ago\nstreams open: 1\n", await AskAsync("GET /readyz HTTP/1.1\r\n\r\n"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_round_as_slow_as_the_options_allow_is_no_hang()
    {
        var options = new AgentOptions { ScrapeTimeout = TimeSpan.FromSeconds(60) };
        var pages = new OwnPages(_instruments, options, _time);
        _instruments.ScrapeFailed(ScrapeFault.Timeout);
        _time.Advance(AgentOptions.MaxPeriod + (options.ScrapeTimeout * options.EngineUrls.Count) + TimeSpan.FromSeconds(1));
        Assert.Equal(200, pages.Get("/healthz").Status);
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(503, pages.Get("/healthz").Status);
    }

    [Fact]
    public async Task The_agent_is_alive_while_its_loop_comes_round_whatever_becomes_of_engine_and_aggregator()
    {
        _time.Advance(TimeSpan.FromMinutes(2));
        _instruments.ScrapeFailed(ScrapeFault.Unreachable);
        _time.Advance(TimeSpan.FromMinutes(2));
        Assert.StartsWith("HTTP/1.1 200 ", await AskAsync("GET /healthz HTTP/1.1\r\n\r\n"), StringComparison.Ordinal);
        _time.Advance(TimeSpan.FromMinutes(2));
        Assert.StartsWith("HTTP/1.1 503 ", await AskAsync("GET /healthz HTTP/1.1\r\n\r\n"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Own_metrics_are_served_as_a_page_of_the_text_format()
    {
        var answer = await AskAsync("GET /metrics HTTP/1.1\r\n\r\n");
        Assert.Contains("Content-Type: text/plain; version=0.0.4; charset=utf-8\r\n", answer, StringComparison.Ordinal);
        Assert.Contains("\nwva_agent_pages_read_total 0\n", answer, StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _running);
        _server.Dispose();
        _stopping.Dispose();
    }

    private async Task<string> AskAsync(string request, string address = "127.0.0.1")
    {
        using var client = await ConnectAsync(address);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(request), TestContext.Current.CancellationToken);
        client.Client.Shutdown(SocketShutdown.Send);
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
    }

    private async Task<TcpClient> ConnectAsync(string address)
    {
        var client = new TcpClient(IPAddress.Parse(address).AddressFamily);
        await client.ConnectAsync(address, _server.EndPoint!.Port, TestContext.Current.CancellationToken);
        return client;
    }
}
