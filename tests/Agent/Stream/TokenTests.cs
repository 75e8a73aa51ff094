using Grpc.Core;
using Wva.Agent.Options;
using Wva.Agent.Tests.Fakes;
using Wva.Contracts;

namespace Wva.Agent.Tests.Stream;

/// <summary>The token goes to aggregators, newest first, and nowhere else.</summary>
public sealed class TokenTests : IAsyncDisposable
{
    private readonly AgentWorld _world = new();
    private readonly ProjectedFile _token = new("token");

    public TokenTests()
    {
        _world.ServeCounting();
        _token.Put("first.token");
    }

    [Fact]
    public async Task The_token_goes_with_the_call_without_the_white_space_around_it()
    {
        _token.Put(" first.token\r\n");
        await using var aggregator = await _world.AggregatorAsync();
        await using var agent = await AgentAsync(aggregator);
        await agent.UntilAsync(() => aggregator.Streams.Last?.Samples > 0, "a sample");
        Assert.Equal("Bearer first.token", aggregator.Streams[0].Authorization);
        AssertSecret(agent);
    }

    [Fact]
    public async Task Without_a_token_file_there_is_no_metadata_of_that_name()
    {
        await using var aggregator = await _world.AggregatorAsync();
        await using var agent = await _world.AgentAsync(aggregator);
        await agent.UntilAsync(() => aggregator.Streams.Last?.Samples > 0, "a sample");
        Assert.Null(aggregator.Streams[0].Authorization);
    }

    [Fact]
    public async Task A_stream_that_ends_before_its_token_expires_is_back_at_once_with_the_fresh_token_and_misses_no_sample()
    {
        await using var ending = await _world.AggregatorAsync();
        await using var other = await _world.AggregatorAsync();
        await using var agent = await AgentAsync(ending, options => options.Aggregators = [ending.Address, other.Address]);
        await agent.UntilAsync(() => ending.Streams.Last?.Samples > 0 && other.Streams.Last?.Samples > 0, "both streams");
        await _world.SettleAsync(agent);
        var first = await _world.StepAsync(agent, ending, other);
        foreach (var token in new[] { "second.token", "third.token" })
        {
            for (var i = 0; i < 12; i++)
            {
                await _world.StepAsync(agent, ending, other);
            }

            _token.Put(token);
            var streams = ending.Streams.Count;
            ending.Streams.Last!.EndWithOk();
            await Pump.UntilAsync(() => ending.Streams.Count == streams + 1, "a new stream while time stands still");
            Assert.Equal($"Bearer {token}", ending.Streams.Last!.Authorization);
        }

        await _world.StepAsync(agent, ending, other);
        Assert.Equal(3, ending.Streams.Count);
        Assert.Equal(From(first, other), From(first, ending));
        Assert.Equal("Bearer first.token", Assert.Single(Streams(other)).Authorization);
        Assert.DoesNotContain(agent.Log.Texts, line => line.StartsWith("102", StringComparison.Ordinal) && !line.StartsWith("1020", StringComparison.Ordinal));
        AssertSecret(agent);
    }

    [Theory]
    [InlineData(null, "Could not find")]
    [InlineData("", "holds no token")]
    [InlineData(" \n\n", "holds no token")]
    [InlineData("first.token\nfirst.token", "holds more than one word of visible ASCII")]
    [InlineData("first.tök", "holds more than one word of visible ASCII")]
    [InlineData("long", "holds more than 16384 bytes")]
    public async Task A_file_that_holds_no_token_is_one_line_costs_no_open_stream_and_counts_once_it_is_mended(string? text, string words)
    {
        await using var standing = await _world.AggregatorAsync();
        await using var late = await _world.AggregatorAsync();
        await using var agent = await AgentAsync(standing, options => options.Aggregators = [standing.Address, late.Address]);
        await agent.UntilAsync(() => standing.Streams.Last?.Samples > 0 && late.Streams.Last?.Samples > 0, "both streams");
        _token.Put(text == "long" ? new string('t', 16 * 1024 + 1) : text);
        late.Streams.Last!.Fail(StatusCode.Unavailable);
        await agent.UntilAsync(() => agent.Log.Texts.Any(line => line.Contains(words, StringComparison.Ordinal)), "word of the file");
        var spoilt = agent.Time.GetTimestamp();
        await agent.UntilAsync(() => agent.Time.GetElapsedTime(spoilt) > TimeSpan.FromSeconds(65), "a minute of tries", TimeSpan.FromSeconds(1));
        Assert.Equal(1, agent.Log.Texts.Count(line => line.StartsWith("1021", StringComparison.Ordinal) && line.Contains(words, StringComparison.Ordinal)));
        Assert.Equal((1, 1), (late.Streams.Count, standing.Streams.Count));
        await agent.UntilAsync(() => standing.Streams.Last?.Known(RowField.Finished) >= _world.Scrapes, "all that was read so far");
        await _world.StepAsync(agent, standing);
        _token.Put("second.token");
        await agent.UntilAsync(() => late.Streams.Count == 2, "a stream with the mended file");
        Assert.Equal("Bearer second.token", late.Streams.Last!.Authorization);
        AssertSecret(agent);
    }

    [Theory]
    [InlineData(StatusCode.Unauthenticated)]
    [InlineData(StatusCode.PermissionDenied)]
    public async Task A_token_that_is_not_accepted_is_one_line_without_the_token_and_read_again_at_each_try(StatusCode status)
    {
        await using var aggregator = await _world.AggregatorAsync();
        aggregator.Streams.OnOpen = (index, stream) =>
        {
            _token.Put(index == 0 ? "second.token" : "third.token");
            stream.Fail(status, $"no: {stream.Authorization}");
            return Task.CompletedTask;
        };
        await using var agent = await AgentAsync(aggregator);
        await agent.UntilAsync(() => aggregator.Streams.Count == 4, "four tries");
        Assert.Equal(
            ["Bearer first.token", "Bearer second.token", "Bearer third.token", "Bearer third.token"],
            Streams(aggregator).Take(4).Select(stream => stream.Authorization),
            StringComparer.Ordinal);
        Assert.True(agent.Elapsed >= TimeSpan.FromSeconds(1.5), "three waits of half a second at least");
        Assert.Contains($"{status}: no: Bearer (token)", Assert.Single(agent.Log.Texts, line => line.StartsWith("1022", StringComparison.Ordinal)), StringComparison.Ordinal);
        AssertSecret(agent);
    }

    public async ValueTask DisposeAsync()
    {
        await _world.DisposeAsync();
        _token.Dispose();
    }

    private static void AssertSecret(RunningAgent agent) =>
        Assert.DoesNotContain(agent.Log.Texts, line => line.Contains("first.", StringComparison.Ordinal) || line.Contains(".token", StringComparison.Ordinal));

    private static IEnumerable<FakeStream> Streams(FakeAggregator aggregator) => Enumerable.Range(0, aggregator.Streams.Count).Select(index => aggregator.Streams[index]);

    /// <summary>Numbers of all pages from one on, as they came, over all streams; the same page twice is one.</summary>
    private static IEnumerable<double?> From(int page, FakeAggregator aggregator) =>
        Streams(aggregator).SelectMany(stream => stream.Received).Select(sample => sample.Finished).Where(finished => finished >= page).Distinct();

    private Task<RunningAgent> AgentAsync(FakeAggregator aggregator, Action<AgentOptions>? set = null) => _world.AgentAsync(aggregator, options =>
    {
        options.TokenFile = _token.File;
        set?.Invoke(options);
    });
}
