using System.Text;
using Microsoft.Extensions.Time.Testing;
using Wva.Agent.Options;
using Wva.Agent.Scrape;
using Wva.Agent.Tests.Fakes;
using Wva.Contracts;
using Wva.Telemetry.Sampling;

namespace Wva.Agent.Tests.Scrape;

public sealed class EnginePageTests : IAsyncDisposable
{
    private readonly ScriptedEngine _engine = new();
    private readonly SteppedClock _time = new();
    private readonly AgentOptions _options = new();
    private readonly PageSampler _sampler = new();
    private readonly Sample _sample = new();

    [Fact]
    public async Task A_page_becomes_a_sample()
    {
        _engine.Serve(VllmPage.With(running: 3));
        var read = await ReadAsync();
        Assert.Equal((ScrapeFault.None, null), (read.Fault, read.Error));
        Assert.Equal(3, _sample.Rows[0].Known(RowField.Running));
        Assert.True(_sample.Bytes > 0);
    }

    [Fact]
    public async Task Nothing_compressed_is_asked_for()
    {
        _engine.Serve(VllmPage.With());
        await ReadAsync();
        Assert.DoesNotContain("Accept-Encoding", _engine.LastHead, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("Accept: text/plain; version=0.0.4", _engine.LastHead, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(503, "text/plain", "", "", "Status", "HTTP status 503 instead of a page")]
    [InlineData(404, "text/html", "<html>", "", "Status", "HTTP status 404 instead of a page")]
    [InlineData(200, "text/plain", "x", "Content-Encoding: gzip\r\n", "Status", "the page came as 'gzip', which was not asked for")]
    [InlineData(302, "text/plain", "", "Location: http://169.254.169.254/latest\r\n", "Redirect", "redirected to http://169.254.169.254/latest, which is not followed: another host or scheme; where that is the engine, name it in --engine")]
    [InlineData(302, "text/plain", "", "Location: file:///etc/passwd\r\n", "Redirect", null)]
    [InlineData(307, "text/plain", "", "Location: /metrics\r\n", "Redirect", "redirected twice, and only one redirect is followed")]
    [InlineData(200, "text/plain", "", "", "NotAnEngine", null)]
    [InlineData(200, "text/html", "<!DOCTYPE html><html><body>Sign in</body></html>", "", "NotAnEngine", null)]
    [InlineData(200, "application/json", "{\"detail\":\"Not Found\"}", "", "NotAnEngine", null)]
    [InlineData(200, "text/plain", "go_goroutines 7\n", "", "NotAnEngine", null)]
    public async Task What_is_no_page_of_an_engine_is_named(int status, string type, string body, string headers, string fault, string? error)
    {
        _engine.Answer = (_, stream, _) => ScriptedEngine.WriteAsync(stream, status, type, Encoding.UTF8.GetBytes(body), headers);
        var read = await ReadAsync();
        Assert.Equal(fault, read.Fault.ToString());
        Assert.Equal(error ?? read.Error, read.Error);
        Assert.Equal(read.Error, _sample.Error);
        Assert.NotEmpty(read.Error!);
    }

    [Theory]
    [InlineData("/elsewhere")]
    [InlineData("http://127.0.0.1:{port}/elsewhere")]
    public async Task One_redirect_on_the_same_host_is_followed(string location)
    {
        location = location.Replace("{port}", _engine.Url.Port.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
        _engine.Answer = (path, stream, _) => path == "/metrics"
            ? ScriptedEngine.WriteAsync(stream, 307, "text/plain", default, $"Location: {location}\r\n")
            : ScriptedEngine.WriteAsync(stream, 200, "text/plain", Encoding.UTF8.GetBytes(VllmPage.With()));
        Assert.Equal(ScrapeFault.None, (await ReadAsync()).Fault);
    }

    [Fact]
    public async Task A_page_of_10_MB_is_cut_off_at_the_limit()
    {
        var line = Encoding.UTF8.GetBytes("vllm:other_metric{a=\"b\"} 1\n");
        var page = Enumerable.Repeat(line, 10_000_000 / line.Length).SelectMany(bytes => bytes).ToArray();
        _engine.Answer = (_, stream, _) => ScriptedEngine.WriteAsync(stream, 200, "text/plain", page);
        var read = await ReadAsync();
        Assert.Equal((ScrapeFault.TooLong, "the page is longer than 8388608 bytes"), (read.Fault, read.Error));
    }

    [Theory]
    [InlineData("vllm:x ", "1")]
    [InlineData("other{a=\"", "x")]
    [InlineData("vllm:num_requests_swapped{a=\"open", "\n")]
    [InlineData("# HELP other ", "words ")]
    public async Task A_line_without_end_costs_itself_alone(string start, string filling)
    {
        var line = start + string.Concat(Enumerable.Repeat(filling, 300_000 / filling.Length));
        _engine.Serve($"{VllmPage.With(running: 3)}\n{line}\nvllm:num_requests_swapped{{engine=\"0\"}} 4\n");
        var read = await ReadAsync();
        Assert.Equal((ScrapeFault.None, null), (read.Fault, read.Error));
        Assert.InRange(read.Page.BadLines, 1, int.MaxValue);
        Assert.Equal((3, 4), (_sample.Rows[0].Known(RowField.Running), _sample.Rows[0].Known(RowField.Swapped)));
    }

    [Fact]
    public async Task A_step_of_the_wall_clock_is_no_time_in_which_the_engine_stood_still()
    {
        _engine.Serve(VllmPage.With(running: 3));
        await ReadAsync();
        await ReadAsync();
        _time.WallClockStep = TimeSpan.FromHours(1);
        await ReadAsync();
        Assert.False(_sample.Stalled);
        _time.Advance(TimeSpan.FromSeconds(10));
        await ReadAsync();
        Assert.True(_sample.Stalled);
    }

    [Fact]
    public async Task A_failed_read_says_how_much_came_of_it_and_not_of_the_page_before()
    {
        _engine.Serve(VllmPage.With());
        await ReadAsync();
        _engine.Answer = (_, stream, _) => ScriptedEngine.WriteAsync(stream, 500, "text/plain", default);
        await ReadAsync();
        Assert.Equal(0, _sample.Bytes);
    }

    [Fact]
    public async Task An_endless_body_ends_at_the_limit()
    {
        _engine.Answer = async (_, stream, stop) =>
        {
            await stream.WriteAsync("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n"u8.ToArray(), stop);
            while (true)
            {
                await stream.WriteAsync(Encoding.UTF8.GetBytes(VllmPage.With()), stop);
            }
        };
        Assert.Equal(ScrapeFault.TooLong, (await ReadAsync()).Fault);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_slow_page_ends_at_the_deadline(bool headComes)
    {
        _engine.Answer = async (_, stream, stop) =>
        {
            if (headComes)
            {
                await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nvllm:"u8.ToArray(), stop);
            }

            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop);
        };
        var reading = ReadAsync();
        await Pump.UntilAsync(_time, () => reading.IsCompleted, "the deadline");
        var read = await reading;
        Assert.Equal((ScrapeFault.Timeout, "no whole page within 10 s"), (read.Fault, read.Error));
        Assert.InRange(read.ReadTime, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(11));
    }

    [Fact]
    public async Task A_body_that_breaks_off_is_a_fault()
    {
        _engine.Answer = (_, stream, stop) => stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nvllm:"u8.ToArray(), stop).AsTask();
        Assert.Equal(ScrapeFault.Broken, (await ReadAsync()).Fault);
    }

    [Fact]
    public async Task What_does_not_speak_http_is_a_fault()
    {
        _engine.Answer = (_, stream, stop) => stream.WriteAsync("SSH-2.0-OpenSSH_9.6\r\n"u8.ToArray(), stop).AsTask();
        Assert.Equal((ScrapeFault.Broken, "what listens there gives no answer in HTTP; where the port speaks TLS, ask for https:// in --engine, with --engine-ca or --engine-pin"), await FaultAsync());
    }

    [Fact]
    public async Task Nobody_there_is_a_fault()
    {
        await _engine.DisposeAsync();
        Assert.Equal((ScrapeFault.Unreachable, "connection refused"), await FaultAsync());
    }

    [Fact]
    public async Task After_a_fault_known_numbers_are_stale_and_stand()
    {
        _engine.Serve(VllmPage.With(running: 3));
        await ReadAsync();
        _engine.Answer = (_, stream, _) => ScriptedEngine.WriteAsync(stream, 500, "text/plain", default);
        await ReadAsync();
        Assert.Equal((FieldState.Stale, 3), (_sample.Rows[0].State(RowField.Running), _sample.Rows[0].Scalar(RowField.Running)));
    }

    [Fact]
    public async Task To_be_told_to_stop_is_no_fault()
    {
        _engine.Answer = (_, _, stop) => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop);
        using var stopping = new CancellationTokenSource();
        using var page = new EnginePage(_options, _time);
        var reading = page.ReadAsync(_engine.Url, _sampler, _sample, stopping.Token);
        await Pump.UntilAsync(() => _engine.Requests == 1, "the request");
        await stopping.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
    }

    [Fact]
    public void Where_the_engine_was_found_it_is_looked_for_alone_until_it_is_silent_for_a_minute()
    {
        Uri[] usual = [new("http://a/"), new("http://b/")];
        var finder = new EngineFinder(usual);
        Assert.Equal(usual, finder.ToTry(null));
        finder.Found(usual[1]);
        Assert.Equal([usual[1]], finder.ToTry(TimeSpan.FromSeconds(60)));
        Assert.Equal(usual, finder.ToTry(TimeSpan.FromSeconds(61)));
    }

    public ValueTask DisposeAsync() => _engine.DisposeAsync();

    private async Task<PageRead> ReadAsync()
    {
        using var page = new EnginePage(_options, _time);
        return await page.ReadAsync(_engine.Url, _sampler, _sample, TestContext.Current.CancellationToken);
    }

    private async Task<(ScrapeFault Fault, string? Error)> FaultAsync()
    {
        var read = await ReadAsync();
        return (read.Fault, read.Error);
    }

    private sealed class SteppedClock : FakeTimeProvider
    {
        public TimeSpan WallClockStep { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + WallClockStep;

        // The base takes its time stamps from the wall clock, which no machine does.
        public override long GetTimestamp() => base.GetTimestamp() - WallClockStep.Ticks;
    }
}
