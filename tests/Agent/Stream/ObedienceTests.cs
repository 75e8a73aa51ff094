using System.Security.Cryptography.X509Certificates;
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
    private readonly TestCertificates _certificates = new();
    private readonly X509Certificate2 _certificate;
    private readonly ScriptedEngine _engine = new();

    public ObedienceTests()
    {
        _certificate = _certificates.Issue("aggregator.test", "127.0.0.1");
        _engine.Serve(VllmPage.With());
    }

    [Fact]
    public async Task A_retune_is_obeyed_at_once_and_lapses_with_its_stream()
    {
        await using var aggregator = await FakeAggregator.StartAsync(_certificate);
        await using var agent = await StartAsync(aggregator, options => options.SamplePeriod = TimeSpan.FromSeconds(60));
        await agent.UntilAsync(() => aggregator.Streams.Last?.Samples > 0, "a sample");
        var started = agent.Time.GetTimestamp();
        var requests = _engine.Requests;
        await aggregator.Streams[0].RetuneAsync(TimeSpan.FromSeconds(1), TimeSpan.FromMilliseconds(100));
        await agent.UntilAsync(() => _engine.Requests >= requests + 5, "five reads");
        Assert.InRange(agent.Time.GetElapsedTime(started), TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(20));
        Assert.Equal(1, agent.Log.Count(1025));
        aggregator.Streams[0].Fail(StatusCode.Unavailable);
        await agent.UntilAsync(() => agent.Services.GetRequiredService<CadenceRequests>().InForce.Sample == TimeSpan.FromSeconds(60), "the option's period again");
    }

    [Fact]
    public async Task A_refusal_is_obeyed_for_as_long_as_it_says()
    {
        await using var aggregator = await FakeAggregator.StartAsync(_certificate);
        aggregator.Streams.OnOpen = (index, stream) => index == 0
            ? stream.RefuseAsync(RefusalReason.Overloaded, "no room", TimeSpan.FromSeconds(40))
            : stream.AcceptAsync();
        await using var agent = await StartAsync(aggregator);
        await agent.UntilAsync(() => agent.Log.Count(1022) == 1, "the refusal");
        var refused = agent.Time.GetTimestamp();
        await agent.UntilAsync(() => aggregator.Streams.Count == 2, "the next try");
        Assert.InRange(agent.Time.GetElapsedTime(refused), TimeSpan.FromSeconds(38), TimeSpan.FromSeconds(62));
        Assert.Contains(agent.Log.Texts, line => line.Contains("Overloaded: no room", StringComparison.Ordinal));
        Assert.Equal(0, agent.Log.Count(1021));
    }

    [Fact]
    public async Task Another_protocol_is_named_once_and_tried_slowly()
    {
        await using var aggregator = await FakeAggregator.StartAsync(_certificate);
        aggregator.Streams.OnOpen = (_, stream) => stream.RefuseAsync(RefusalReason.Protocol, "this aggregator speaks protocol 2", TimeSpan.Zero);
        await using var agent = await StartAsync(aggregator);
        await agent.UntilAsync(() => aggregator.Streams.Count == 3, "three tries");
        Assert.True(agent.Time.GetElapsedTime(0) > TimeSpan.FromSeconds(55));
        Assert.Equal(1, agent.Log.Count(1023));
    }

    [Fact]
    public async Task Resource_exhausted_slows_the_agent_down()
    {
        _engine.Answer = ChangingPage();
        await using var aggregator = await FakeAggregator.StartAsync(_certificate);
        await using var agent = await StartAsync(aggregator, options => options.SamplePeriod = TimeSpan.FromMilliseconds(50));
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
        await using var aggregator = await FakeAggregator.StartAsync(_certificate);
        await using var agent = await StartAsync(aggregator);
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
        await using var agent = await StartAsync(aggregator);
        await agent.UntilAsync(() => agent.Log.Count(1021) == 1, "the refusal to speak");
        Assert.Contains(agent.Log.Texts, line => line.Contains("its certificate is not accepted", StringComparison.Ordinal));
        Assert.Equal(0, aggregator.Streams.Count);
    }

    [Theory]
    [InlineData("aggregator.test", true)]
    [InlineData("other.test", false)]
    public async Task The_certificate_must_be_for_the_name_that_was_asked_for(string name, bool trusted)
    {
        using var certificate = _certificates.Issue("aggregator.test");
        await using var aggregator = await FakeAggregator.StartAsync(certificate);
        var resolver = new FakeResolver { Names = { [name] = ["127.0.0.1"] } };
        await using var agent = await StartAsync(aggregator, options => options.Aggregators = [new AggregatorAddress(name, aggregator.Port, null)], resolver);
        await agent.UntilAsync(() => agent.Log.Count(trusted ? 1020 : 1021) == 1, "word of the stream");
        Assert.Equal(trusted ? 1 : 0, aggregator.Streams.Count);
    }

    [Fact]
    public async Task A_server_that_knows_no_samples_is_tried_slowly()
    {
        await using var aggregator = await FakeAggregator.StartAsync(_certificate);
        aggregator.Streams.OnOpen = (_, stream) =>
        {
            stream.Fail(StatusCode.Unimplemented);
            return Task.CompletedTask;
        };
        await using var agent = await StartAsync(aggregator);
        await agent.UntilAsync(() => agent.Log.Count(1023) == 1, "word of it");
    }

    public async ValueTask DisposeAsync()
    {
        await _engine.DisposeAsync();
        _certificate.Dispose();
        _certificates.Dispose();
    }

    private static Func<string, System.IO.Stream, CancellationToken, Task> ChangingPage()
    {
        var finished = 0;
        return (_, stream, _) => ScriptedEngine.WriteAsync(stream, 200, "text/plain", System.Text.Encoding.UTF8.GetBytes(VllmPage.With(finished: Interlocked.Increment(ref finished))));
    }

    private Task<RunningAgent> StartAsync(FakeAggregator aggregator, Action<AgentOptions>? set = null, FakeResolver? resolver = null) => RunningAgent.StartAsync(
        options =>
        {
            options.Aggregators = [new AggregatorAddress("127.0.0.1", aggregator.Port, null)];
            options.AggregatorCaFile = _certificates.CaFile;
            options.EngineUrls = [_engine.Url];
            set?.Invoke(options);
        },
        resolver);
}
