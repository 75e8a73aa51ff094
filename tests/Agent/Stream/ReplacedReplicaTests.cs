using Wva.Agent.Options;
using Wva.Agent.Tests.Fakes;

namespace Wva.Agent.Tests.Stream;

/// <summary>One of two aggregators dies and is replaced at another address: what each of them received, page by page.</summary>
public sealed class ReplacedReplicaTests : IAsyncDisposable
{
    private const int PagesBefore = 10;
    private const int PagesWithout = 5;
    private const int PagesAfter = 45;

    private static readonly TimeSpan FoundWithin = TimeSpan.FromSeconds(35);

    private readonly AgentWorld _world = new();
    private readonly ProjectedFile _addresses = new("aggregators");
    private readonly FakeResolver _resolver = new();
    private readonly ITestOutputHelper _output;

    public ReplacedReplicaTests(ITestOutputHelper output)
    {
        _output = output;
        _world.ServeCounting();
    }

    [Fact]
    public async Task In_a_file_a_replacement_is_found_within_seconds_and_the_other_one_misses_no_sample()
    {
        await using var other = await _world.AggregatorAsync();
        await using var dying = await _world.AggregatorAsync();
        await using var replacement = await _world.AggregatorAsync();
        _addresses.Put($"{other.Address}\n{dying.Address}\n");
        var found = await PlayAsync(
            new AggregatorAddress(null, 0, _addresses.File), other, dying, replacement, () => _addresses.Put($"{other.Address}\n{replacement.Address}\n"));
        Assert.InRange(found, TimeSpan.Zero, TimeSpan.FromSeconds(3));
    }

    [Fact]
    public async Task Behind_a_name_a_replacement_is_found_as_soon_as_the_name_leads_there_because_the_dead_one_is_still_tried()
    {
        await using var other = await _world.AggregatorAsync();
        await using var dying = await _world.AggregatorAsync(other.Port, "127.0.0.2");
        await using var replacement = await _world.AggregatorAsync(other.Port, "127.0.0.3");
        Lead("127.0.0.1", "127.0.0.2");
        var found = await PlayAsync(
            new AggregatorAddress(AgentWorld.TlsName, other.Port, null), other, dying, replacement, () => Lead("127.0.0.1", "127.0.0.3"));
        Assert.InRange(found, TimeSpan.Zero, FoundWithin);
    }

    [Fact]
    public async Task Behind_a_name_one_more_replica_is_found_within_35_s_though_no_stream_has_ended()
    {
        await using var other = await _world.AggregatorAsync();
        await using var added = await _world.AggregatorAsync(other.Port, "127.0.0.2");
        Lead("127.0.0.1");
        await using var agent = await AgentAsync(new AggregatorAddress(AgentWorld.TlsName, other.Port, null));
        await agent.UntilAsync(() => other.Streams.Last?.Samples > 0, "the first stream");
        await _world.SettleAsync(agent);
        var first = await _world.StepAsync(agent, other);
        Lead("127.0.0.1", "127.0.0.2");
        var named = agent.Time.GetTimestamp();
        while (added.Streams.Count == 0)
        {
            await _world.StepAsync(agent, other);
            Assert.InRange(agent.Time.GetElapsedTime(named), TimeSpan.Zero, FoundWithin);
        }

        await _world.SettleAsync(agent, other);
        var last = await _world.StepAsync(agent, other, added);
        Assert.Equal(Enumerable.Range(first, last - first + 1).Select(page => (double?)page), other.Streams[0].Received.Select(sample => sample.Finished).SkipWhile(finished => finished < first));
    }

    public async ValueTask DisposeAsync()
    {
        await _world.DisposeAsync();
        _addresses.Dispose();
    }

    /// <returns>Time from the new address until the replacement had a sample.</returns>
    private async Task<TimeSpan> PlayAsync(AggregatorAddress address, FakeAggregator other, FakeAggregator dying, FakeAggregator replacement, Action replace)
    {
        await using var agent = await AgentAsync(address);
        await agent.UntilAsync(() => other.Streams.Last?.Samples > 0 && dying.Streams.Last?.Samples > 0, "both streams");
        await _world.SettleAsync(agent);
        var first = await _world.StepAsync(agent, other, dying);
        await StepsAsync(PagesBefore - 1, other, dying);
        var lastOfDying = _world.Scrapes;
        var received = dying.Streams;
        await dying.DisposeAsync();
        await StepsAsync(PagesWithout, other);

        replace();
        var (replaced, firstOfReplacement) = (agent.Time.GetTimestamp(), _world.Scrapes + 1);
        while (replacement.Streams.Last?.Samples is null or 0)
        {
            await StepsAsync(1, other);
        }

        var found = agent.Time.GetElapsedTime(replaced);
        await _world.SettleAsync(agent, other);
        var settled = _world.Scrapes;
        await StepsAsync(PagesAfter, other, replacement);
        var last = _world.Scrapes;
        var table = new ReceiptTable();
        Assert.Empty(table.Add("stays", other.Streams, first, last));
        Assert.Empty(table.Add("dies", received, first, lastOfDying));
        var missed = table.Add("replaces it", replacement.Streams, firstOfReplacement, last);
        Assert.True(missed.Count <= FoundWithin.TotalSeconds, table.ToString());
        Assert.DoesNotContain(missed, page => page > settled);
        Assert.Equal((1, 1, 1), (other.Streams.Count, received.Count, replacement.Streams.Count));
        _output.WriteLine($"{(address.FilePath is null ? "https://name:port" : "file:PATH")}: the replacement had a sample {found.TotalSeconds:0.0} s after the address did\n\n{table}");
        return found;

        async Task StepsAsync(int pages, params FakeAggregator[] listening)
        {
            for (var page = 0; page < pages; page++)
            {
                await _world.StepAsync(agent, listening);
            }
        }
    }

    private Task<RunningAgent> AgentAsync(AggregatorAddress address) => RunningAgent.StartAsync(
        options =>
        {
            options.Aggregators = [address];
            options.AggregatorName = AgentWorld.TlsName;
            options.AggregatorCaFile = _world.Certificates.CaFile;
            options.EngineUrls = [_world.Engine.Url];
        },
        _resolver);

    private void Lead(params string[] addresses)
    {
        lock (_resolver.Names)
        {
            _resolver.Names[AgentWorld.TlsName] = addresses;
        }
    }
}
