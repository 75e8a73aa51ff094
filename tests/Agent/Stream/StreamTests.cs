using System.Text;
using Grpc.Core;
using Wva.Agent.Options;
using Wva.Agent.Tests.Fakes;
using Wva.Contracts;

namespace Wva.Agent.Tests.Stream;

/// <summary>The whole agent against a real engine page and a real gRPC server over TLS.</summary>
public sealed class StreamTests : IAsyncDisposable
{
    private const int Pages = 150;

    private readonly AgentWorld _world = new();

    [Fact]
    public async Task A_stream_says_who_then_what_engine_then_everything()
    {
        await using var aggregator = await _world.AggregatorAsync();
        await using var agent = await _world.AgentAsync(aggregator);
        await agent.UntilAsync(() => aggregator.Streams.Last?.Samples > 0, "a sample");
        var stream = aggregator.Streams[0];
        Assert.Equal([AgentMessageKind.Hello, AgentMessageKind.Engine, AgentMessageKind.Sample], stream.Kinds.Where(kind => kind != AgentMessageKind.Heartbeat).Take(3));
        Assert.Equal((Wire.Protocol, "default", "pod-1", "node-1"), (stream.Hello!.Protocol, stream.Hello.PodNamespace, stream.Hello.PodName, stream.Hello.Node));
        Assert.Equal("vllm", stream.Engine!.Kind);
        Assert.Equal(10, stream.Known(RowField.Finished));
        await agent.UntilAsync(() => agent.Log.Count(1020) == 1, "word of it");
    }

    [Fact]
    public async Task The_agent_starts_before_its_engine_and_waits_for_it()
    {
        _world.Engine.Answer = (_, stream, _) => ScriptedEngine.WriteAsync(stream, 503, "text/plain", default);
        await using var aggregator = await _world.AggregatorAsync();
        await using var agent = await _world.AgentAsync(aggregator);
        await agent.UntilAsync(() => aggregator.Streams.Last?.Samples > 0, "word of the missing engine");
        var stream = aggregator.Streams[0];
        Assert.Null(stream.Engine);
        Assert.Equal((0, $"{_world.Engine.Url}: HTTP status 503 instead of a page"), stream.Look(sample => (sample.Rows.Count, sample.Error)));
        Assert.Equal(1, agent.Log.Count(1010));
        _world.Engine.Serve(VllmPage.With());
        await agent.UntilAsync(() => stream.Known(RowField.Running) == 1, "the engine");
        Assert.NotNull(stream.Engine);
        Assert.Equal(1, agent.Log.Count(1011));
    }

    [Fact]
    public async Task A_failed_scrape_is_sent_at_once_as_stale_with_its_cause()
    {
        await using var aggregator = await _world.AggregatorAsync();
        await using var agent = await _world.AgentAsync(aggregator);
        await agent.UntilAsync(() => aggregator.Streams.Last?.Known(RowField.Running) == 1, "a good sample");
        _world.Engine.Answer = (_, stream, _) => ScriptedEngine.WriteAsync(stream, 500, "text/plain", default);
        var stream = aggregator.Streams[0];
        await agent.UntilAsync(() => stream.Look(sample => sample.Error) is not null, "the failure");
        Assert.Equal((FieldState.Stale, 1), stream.Look(sample => (sample.Rows[0].State(RowField.Running), sample.Rows[0].Scalar(RowField.Running))));
        Assert.Contains("HTTP status 500", stream.Look(sample => sample.Error), StringComparison.Ordinal);
        Assert.InRange(stream.Look(sample => sample.ScrapeAgeSeconds)!.Value, 0.5, 2);
        await agent.UntilAsync(() => stream.Heartbeat is { ScrapeAgeSeconds: > 5 }, "the age growing in heartbeats");
        Assert.Equal(1, agent.Log.Count(1012));
        _world.Engine.Serve(VllmPage.With(running: 2));
        await agent.UntilAsync(() => stream.Known(RowField.Running) == 2, "the engine again");
        Assert.Null(stream.Look(sample => sample.Error));
        Assert.Equal(1, agent.Log.Count(1013));
    }

    [Fact]
    public async Task A_cause_without_end_is_cut_and_costs_no_stream()
    {
        var requests = 0;
        _world.Engine.Answer = (_, stream, _) => ScriptedEngine.WriteAsync(stream, 302, "text/plain", default, $"Location: http://sign.in/{new string('x', 20_000)}?nonce={Interlocked.Increment(ref requests)}\r\n");
        await using var aggregator = await _world.AggregatorAsync();
        await using var agent = await _world.AgentAsync(aggregator);
        await agent.UntilAsync(() => aggregator.Streams.Last?.Samples > 0 && Volatile.Read(ref requests) > 5, "word of the redirect, several times over");

        Assert.Equal((1, 1), (aggregator.Streams.Count, aggregator.Streams[0].Samples));
        var error = aggregator.Streams[0].Look(sample => sample.Error)!;
        Assert.StartsWith($"{_world.Engine.Url}: redirected to http://sign.in/xxx", error, StringComparison.Ordinal);
        Assert.Equal(Wire.MaxErrorBytes, error.Length);
        Assert.All(agent.Log.Texts, line => Assert.InRange(line.Length, 1, 400));
    }

    [Fact]
    public async Task A_restarted_engine_is_described_again()
    {
        _world.Engine.Serve(VllmPage.With(finished: 100));
        await using var aggregator = await _world.AggregatorAsync();
        await using var agent = await _world.AgentAsync(aggregator);
        await agent.UntilAsync(() => aggregator.Streams.Last?.Known(RowField.Finished) == 100, "a sample");
        _world.Engine.Serve(VllmPage.With(finished: 1));
        var stream = aggregator.Streams[0];
        await agent.UntilAsync(() => stream.Known(RowField.Finished) == 1, "the restart");
        Assert.Equal(2, stream.Kinds.Count(kind => kind == AgentMessageKind.Engine));
        Assert.Equal(1, agent.Log.Count(1014));
    }

    [Fact]
    public async Task A_steady_state_is_heartbeats_and_silence_in_the_log()
    {
        _world.Engine.Serve(VllmPage.With(running: 0));
        await using var aggregator = await _world.AggregatorAsync();
        await using var agent = await _world.AgentAsync(aggregator);
        await agent.UntilAsync(() => aggregator.Streams.Last?.Samples > 0, "a sample");
        var stream = aggregator.Streams[0];
        var (lines, samples, requests) = (agent.Log.Texts.Count, stream.Samples, _world.Engine.Requests);
        var started = agent.Time.GetTimestamp();
        await agent.UntilAsync(() => agent.Time.GetElapsedTime(started) > TimeSpan.FromSeconds(65), "a minute");
        Assert.Equal(lines, agent.Log.Texts.Count);
        Assert.InRange(_world.Engine.Requests - requests, 50, 70);
        Assert.Equal(samples, stream.Samples); // nothing changed, so nothing is restated; the next change would go out in full
        Assert.InRange(stream.Kinds.Count(kind => kind == AgentMessageKind.Heartbeat), 5, 7);
    }

    [Fact]
    public async Task Under_load_the_engine_is_read_faster()
    {
        _world.Engine.Serve(VllmPage.With(waiting: 3));
        await using var aggregator = await _world.AggregatorAsync();
        await using var agent = await _world.AgentAsync(aggregator, options => options.FastPeriod = TimeSpan.FromMilliseconds(100));
        await agent.UntilAsync(() => _world.Engine.Requests > 3, "the first reads");
        var (requests, started) = (_world.Engine.Requests, agent.Time.GetTimestamp());
        await agent.UntilAsync(() => agent.Time.GetElapsedTime(started) > TimeSpan.FromSeconds(20), "twenty seconds");
        Assert.True(_world.Engine.Requests - requests > 25, $"{_world.Engine.Requests - requests} reads in 20 s");
    }

    [Fact]
    public async Task An_aggregator_that_reads_nothing_is_sent_its_window_and_no_more_and_costs_neither_scrapes_nor_the_other_one_a_sample()
    {
        const int WindowBytes = 65_535;
        await using var reading = await _world.AggregatorAsync();
        await using var deaf = await _world.AggregatorAsync(windowBytes: WindowBytes);
        deaf.Streams.OnOpen = (_, stream) =>
        {
            stream.Pause();
            return stream.AcceptAsync();
        };
        _world.Engine.Answer = LargePages();
        await using var agent = await _world.AgentAsync(reading, options =>
        {
            options.Aggregators = [reading.Address, deaf.Address];
            options.SamplePeriod = TimeSpan.FromMilliseconds(200);
        });
        await agent.UntilAsync(() => deaf.Streams.Last is not null && reading.Streams.Last?.Samples > 0, "both streams");
        await _world.SettleAsync(agent);
        var first = _world.Scrapes + 1;
        for (var page = 0; page < Pages; page++)
        {
            await _world.StepAsync(agent, reading);
        }

        Assert.Equal(Enumerable.Range(first, Pages).Select(page => (double?)page), reading.Streams[0].Received.TakeLast(Pages).Select(sample => sample.Finished));
        var sentEach = reading.Streams[0].Bytes / reading.Streams[0].Kinds.Count;
        var last = (double)_world.Scrapes;
        deaf.Streams[0].Resume();
        await agent.UntilAsync(() => deaf.Streams[0].Known(RowField.Finished) >= last, "the newest sample at the one that did not");

        // What had been sent, the one whose write waited, and the newest; of all that came between, nothing.
        var kept = deaf.Streams[0].Received.TakeWhile(sample => sample.Finished < last).Count();
        Assert.True(sentEach * Pages > 2 * WindowBytes, $"{Pages} samples of {sentEach} bytes do not fill the window twice");
        Assert.InRange(kept, 1, (WindowBytes / sentEach * 5 / 4) + 2);
    }

    [Fact]
    public async Task Two_aggregators_both_get_everything()
    {
        await using var one = await _world.AggregatorAsync();
        await using var other = await _world.AggregatorAsync();
        await using var agent = await _world.AgentAsync(one, options => options.Aggregators =
            [new AggregatorAddress("127.0.0.1", one.Port, null), new AggregatorAddress("127.0.0.1", other.Port, null)]);
        await agent.UntilAsync(() => one.Streams.Last?.Samples > 0 && other.Streams.Last?.Samples > 0, "both");
        _world.Engine.Serve(VllmPage.With(running: 9));
        await agent.UntilAsync(() => one.Streams[0].Known(RowField.Running) == 9 && other.Streams[0].Known(RowField.Running) == 9, "both again");
    }

    [Fact]
    public async Task An_aggregator_that_comes_back_is_found_again_and_gets_everything_anew()
    {
        var first = await _world.AggregatorAsync();
        await using var agent = await _world.AgentAsync(first);
        await agent.UntilAsync(() => first.Streams.Last?.Samples > 0, "a sample");
        await first.DisposeAsync();
        await agent.UntilAsync(() => agent.Log.Count(1021) == 1, "the loss");
        await using var second = await _world.AggregatorAsync(first.Port);
        await agent.UntilAsync(() => second.Streams.Last?.Known(RowField.Running) == 1, "a sample again");
        Assert.NotNull(second.Streams[0].Engine);
        await agent.UntilAsync(() => agent.Log.Count(1020) == 2, "word of it");
        Assert.Equal(1, agent.Log.Count(1021));
    }

    [Theory]
    [InlineData(StatusCode.Unavailable)]
    [InlineData(StatusCode.Internal)]
    public async Task A_stream_that_is_broken_off_is_opened_again(StatusCode status)
    {
        await using var aggregator = await _world.AggregatorAsync();
        await using var agent = await _world.AgentAsync(aggregator);
        await agent.UntilAsync(() => aggregator.Streams.Last?.Samples > 0, "a sample");
        aggregator.Streams[0].Fail(status);
        await agent.UntilAsync(() => aggregator.Streams.Count == 2 && aggregator.Streams[1].Samples > 0, "another stream");
    }

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    /// <summary>Pages of 32 ranks, of which each shows numbers of its own.</summary>
    private Func<string, System.IO.Stream, CancellationToken, Task> LargePages() => (_, stream, _) =>
        ScriptedEngine.WriteAsync(stream, 200, "text/plain", Encoding.UTF8.GetBytes(VllmPage.WithRanks(Wire.MaxRows, finished: _world.NextScrape())));

}
