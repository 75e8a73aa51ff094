using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Wva.Agent.Options;
using Wva.Agent.Scrape;
using Wva.Agent.Tests.Fakes;
using Wva.Contracts;
using Wva.Testing;

namespace Wva.Agent.Tests.Stream;

/// <summary>What an aggregator asks for is done, and whom the agent does not trust gets nothing.</summary>
public sealed class ObedienceTests : IAsyncDisposable
{
    private readonly AgentWorld _world = new();

    [Fact]
    public async Task A_retune_is_obeyed_at_once_and_lapses_with_its_stream()
    {
        await using var aggregator = await _world.AggregatorAsync();
        await using var agent = await _world.AgentAsync(aggregator, options => options.SamplePeriod = TimeSpan.FromSeconds(60));
        await agent.UntilAsync(() => aggregator.Streams.Last?.Samples > 0, "a sample");
        var started = agent.Time.GetTimestamp();
        var requests = _world.Engine.Requests;
        await aggregator.Streams[0].RetuneAsync(TimeSpan.FromSeconds(1), TimeSpan.FromMilliseconds(100));
        await agent.UntilAsync(() => _world.Engine.Requests >= requests + 5, "five reads");
        Assert.InRange(agent.Time.GetElapsedTime(started), TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(20));
        Assert.Equal(1, agent.Log.Count(1025));
        aggregator.Streams[0].Fail(StatusCode.Unavailable);
        await agent.UntilAsync(() => agent.Services.GetRequiredService<CadenceRequests>().InForce.Sample == TimeSpan.FromSeconds(60), "the option's period again");
    }

    [Theory]
    [InlineData(RefusalReason.Unspecified, 40, 1022, "Unspecified: not now")]
    [InlineData(RefusalReason.Identity, 40, 1022, "Identity: not now")]
    [InlineData(RefusalReason.Overloaded, 40, 1022, "Overloaded: not now")]
    [InlineData(RefusalReason.Protocol, 200, 1023, "not now")]
    public async Task A_refusal_is_obeyed_for_as_long_as_it_says_and_told_once(RefusalReason reason, int seconds, int line, string words)
    {
        await using var aggregator = await _world.AggregatorAsync();
        aggregator.Streams.OnOpen = (index, stream) => index < 2
            ? stream.RefuseAsync(reason, "not now", TimeSpan.FromSeconds(seconds))
            : stream.AcceptAsync();
        await using var agent = await _world.AgentAsync(aggregator);
        await agent.UntilAsync(() => agent.Log.Count(line) == 1, "the refusal");
        for (var stream = 1; stream <= 2; stream++)
        {
            var refused = agent.Time.GetTimestamp();
            await agent.UntilAsync(() => aggregator.Streams.Count == stream + 1, "the next try", TimeSpan.FromSeconds(1));

            // Time runs on by a second a look while the real connection is made: the upper bound only says that it comes back.
            Assert.InRange(agent.Time.GetElapsedTime(refused), TimeSpan.FromSeconds(seconds - 2), TimeSpan.FromSeconds((seconds * 1.5) + 60));
        }

        Assert.Contains(words, Assert.Single(agent.Log.Texts, text => text.Contains("not now", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Equal((1, 0), (agent.Log.Count(line), agent.Log.Count(1021)));
    }

    [Fact]
    public async Task Who_refuses_gets_nothing_more_even_where_the_stream_is_left_open()
    {
        _world.ServeCounting();
        await using var aggregator = await _world.AggregatorAsync();
        aggregator.Streams.OnOpen = (_, stream) => stream.SendRawAsync([0x94, 0x02, 0x03, 0xa2, 0x6e, 0x6f, 0xcd, 0xff, 0xff]);
        await using var agent = await _world.AgentAsync(aggregator);
        await agent.UntilAsync(() => agent.Log.Count(1022) == 1, "the refusal");
        await agent.UntilAsync(() => aggregator.Streams[0].HasEnded, "the agent's leave");
        Assert.Equal(1, aggregator.Streams.Count);
    }

    [Fact]
    public async Task Another_protocol_is_named_once_and_tried_slowly()
    {
        await using var aggregator = await _world.AggregatorAsync();
        aggregator.Streams.OnOpen = (_, stream) => stream.RefuseAsync(RefusalReason.Protocol, "this aggregator speaks protocol 2", TimeSpan.Zero);
        await using var agent = await _world.AgentAsync(aggregator);
        await agent.UntilAsync(() => aggregator.Streams.Count == 3, "three tries", TimeSpan.FromSeconds(1));
        Assert.True(agent.Elapsed > TimeSpan.FromSeconds(55));
        Assert.Equal(1, agent.Log.Count(1023));
    }

    [Fact]
    public async Task Resource_exhausted_slows_the_agent_down()
    {
        _world.ServeCounting();
        await using var aggregator = await _world.AggregatorAsync();
        await using var agent = await _world.AgentAsync(aggregator, options => options.SamplePeriod = TimeSpan.FromMilliseconds(50));
        await agent.UntilAsync(() => aggregator.Streams.Last?.Samples > 0, "a sample");
        aggregator.Streams[0].Fail(StatusCode.ResourceExhausted);
        await agent.UntilAsync(() => agent.Log.Count(1024) == 1, "the end");
        var ended = agent.Time.GetTimestamp();
        await agent.UntilAsync(() => aggregator.Streams.Count == 2, "the next try");
        Assert.True(agent.Time.GetElapsedTime(ended) >= TimeSpan.FromSeconds(4.8));
        await agent.UntilAsync(() => aggregator.Streams[1].Samples > 0, "a sample");
        var (before, opened) = (aggregator.Streams[1].Kinds.Count, agent.Time.GetTimestamp());
        await agent.UntilAsync(() => agent.Time.GetElapsedTime(opened) > TimeSpan.FromSeconds(8), "some seconds");
        Assert.InRange(aggregator.Streams[1].Kinds.Count - before, 5, 45); // at most 5 a second now, 10 before
    }

    [Fact]
    public async Task An_end_with_ok_is_followed_by_a_new_stream_at_once_without_a_word()
    {
        await using var aggregator = await _world.AggregatorAsync();
        await using var agent = await _world.AgentAsync(aggregator);
        await agent.UntilAsync(() => aggregator.Streams.Last?.Samples > 0, "a sample");
        await agent.UntilAsync(() => agent.Log.Count(1020) == 1, "word of the first stream");
        var lines = agent.Log.Texts.Count;
        aggregator.Streams[0].EndWithOk();
        await Pump.UntilAsync(() => aggregator.Streams.Count == 2, "a new stream while time stands still");
        await agent.UntilAsync(() => aggregator.Streams[1].Samples > 0, "a sample");
        Assert.Equal(lines, agent.Log.Texts.Count);
    }

    [Fact]
    public async Task An_authority_of_another_key_is_not_trusted_though_it_has_the_same_name()
    {
        using var impostor = new TestCertificates();
        using var certificate = impostor.Issue("127.0.0.1");
        await using var aggregator = await FakeAggregator.StartAsync(certificate);
        await using var agent = await _world.AgentAsync(aggregator);
        await agent.UntilAsync(() => agent.Log.Count(1021) == 1, "the refusal to speak");
        Assert.Contains(agent.Log.Texts, line => line.Contains("its certificate is not accepted", StringComparison.Ordinal));
        Assert.Equal(0, aggregator.Streams.Count);
    }

    [Fact]
    public async Task An_aggregator_that_is_away_and_then_shows_a_certificate_that_is_not_accepted_is_told_of_twice()
    {
        using var impostor = new TestCertificates();
        using var certificate = impostor.Issue("127.0.0.1");
        await using var away = await FakeAggregator.StartAsync(certificate);
        await away.DisposeAsync();
        await using var agent = await _world.AgentAsync(away);
        await agent.UntilAsync(() => agent.Log.Count(1021) == 1, "word of the aggregator that is away");
        await using var untrusted = await FakeAggregator.StartAsync(certificate, away.Port);
        await agent.UntilAsync(() => agent.Log.Count(1021) == 2, "word of the certificate");
        Assert.Contains("its certificate is not accepted", agent.Log.Texts.Last(line => line.StartsWith("1021 ", StringComparison.Ordinal)), StringComparison.Ordinal);
        var told = agent.Time.GetTimestamp();
        await agent.UntilAsync(() => agent.Time.GetElapsedTime(told) > TimeSpan.FromMinutes(2), "more tries of the same end", TimeSpan.FromSeconds(1));
        Assert.Equal(2, agent.Log.Count(1021));
    }

    [Theory]
    [InlineData("aggregator.test", true)]
    [InlineData("other.test", false)]
    public async Task The_certificate_must_be_for_the_name_that_was_asked_for(string name, bool trusted)
    {
        using var certificate = _world.Certificates.Issue("aggregator.test");
        await using var aggregator = await FakeAggregator.StartAsync(certificate);
        var resolver = new FakeResolver { Names = { [name] = ["127.0.0.1"] } };
        await using var agent = await _world.AgentAsync(aggregator, options => options.Aggregators = [new AggregatorAddress(name, aggregator.Port, null)], resolver);
        await agent.UntilAsync(() => agent.Log.Count(trusted ? 1020 : 1021) == 1, "word of the stream");
        Assert.Equal(trusted ? 1 : 0, aggregator.Streams.Count);
    }

    [Fact]
    public async Task A_server_that_knows_no_samples_is_tried_slowly()
    {
        await using var aggregator = await _world.AggregatorAsync();
        aggregator.Streams.OnOpen = (_, stream) =>
        {
            stream.Fail(StatusCode.Unimplemented);
            return Task.CompletedTask;
        };
        await using var agent = await _world.AgentAsync(aggregator);
        await agent.UntilAsync(() => agent.Log.Count(1023) == 1, "word of it");
    }

    public ValueTask DisposeAsync() => _world.DisposeAsync();

}
