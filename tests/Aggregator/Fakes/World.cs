using Microsoft.Extensions.Time.Testing;
using Wva.Aggregator.Options;
using Wva.Testing;

namespace Wva.Aggregator.Tests.Fakes;

/// <summary>A folder, an aggregator over it on real sockets, its agents, and a clock that only this test moves.</summary>
internal sealed class World : IAsyncDisposable
{
    public static readonly DateTimeOffset Noon = new(2026, 11, 25, 12, 0, 0, TimeSpan.Zero);

    private readonly TestCertificates _certificates = new();
    private readonly Dictionary<string, FakeAgent> _agents = new(StringComparer.Ordinal);
    private readonly List<AggregatorUnderTest> _killed = [];
    private AggregatorUnderTest? _aggregator;

    public VariantFolderFake Folder { get; } = new();

    public FakeTimeProvider Time { get; private set; } = new(Noon);

    public AggregatorUnderTest Aggregator => _aggregator ?? throw new InvalidOperationException("not started");

    public IReadOnlyDictionary<string, FakeAgent> Agents => _agents;

    /// <summary>Changes the options of the next one that starts.</summary>
    public Action<AggregatorOptions>? Options { get; set; }

    public async Task StartAsync() => _aggregator = await AggregatorUnderTest.StartAsync(Folder, _certificates, Time, change: Options);

    /// <summary>What kill -9 leaves: nothing more is written, said or answered. The next one starts on a clock of its own.</summary>
    public async Task KillAsync(TimeSpan goneFor)
    {
        _killed.Add(Aggregator);
        Aggregator.FreeLock();
        await DropAgentsAsync();
        Time = new FakeTimeProvider(Time.GetUtcNow() + goneFor);
    }

    public async Task<FakeAgent> AgentAsync(string pod, string? uid = null) => _agents[pod] = await FakeAgent.StartAsync(Aggregator.Grpc, _certificates, pod, uid);

    public FakeAgent OpenRaw() => FakeAgent.Open(Aggregator.Grpc, _certificates);

    public async Task DropAgentsAsync()
    {
        foreach (var agent in _agents.Values)
        {
            await agent.DisposeAsync();
        }

        _agents.Clear();
    }

    /// <summary>Lets so many seconds pass. Each second the pods report what they are told to, and a cycle runs after it has arrived.</summary>
    public async Task PlayAsync(int seconds, Func<string, (double Kv, double Waiting)?> load)
    {
        for (var i = 0; i < seconds; i++)
        {
            var received = Aggregator.Ingest.Frames(2);
            var sent = 0;
            foreach (var (pod, agent) in _agents)
            {
                if (load(pod) is { } now)
                {
                    await agent.SampleAsync(now.Kv, now.Waiting, finished: Time.GetUtcNow().ToUnixTimeSeconds());
                    sent++;
                }
            }

            await Until.TrueAsync(() => Aggregator.Ingest.Frames(2) == received + sent);
            await SecondAsync();
        }
    }

    /// <summary>Lets a second pass and a cycle run.</summary>
    public async Task SecondAsync()
    {
        Time.Advance(TimeSpan.FromSeconds(1));
        var due = Time.GetUtcNow();
        var looks = 0;
        await Until.TrueAsync(() =>
        {
            // A loop that was just about to set its timer has set it from the new time: it needs a push.
            if (++looks % 50 == 0)
            {
                Time.Advance(TimeSpan.FromMilliseconds(200));
            }

            return Aggregator.Cycles.LastAt >= due;
        });
    }

    /// <summary>Moves the clock in small steps until something is so.</summary>
    public async Task UntilAsync(Func<bool> condition)
    {
        await Until.TrueAsync(() =>
        {
            Time.Advance(TimeSpan.FromMilliseconds(20));
            return condition();
        });
    }

    public async ValueTask DisposeAsync()
    {
        await DropAgentsAsync();
        foreach (var aggregator in _killed)
        {
            await aggregator.DisposeAsync();
        }

        if (_aggregator is not null)
        {
            await _aggregator.StopAsync(); // else its last cycle may still write into the folder that goes
            await _aggregator.DisposeAsync();
        }

        Folder.Dispose();
        _certificates.Dispose();
    }
}
