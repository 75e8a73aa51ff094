using Microsoft.Extensions.Time.Testing;
using Wva.Testing;

namespace Wva.Aggregator.Tests.Fakes;

/// <summary>One of several aggregators over a folder, with a clock and an end of each agent's streams of its own.</summary>
internal sealed class Member(AggregatorUnderTest aggregator, FakeTimeProvider time) : IAsyncDisposable
{
    private const int SampleKind = 2;

    private readonly List<FakeAgent> _agents = [];

    public AggregatorUnderTest Aggregator => aggregator;

    public FakeTimeProvider Time => time;

    public bool Leads => aggregator.Leadership.Current.IsLeader;

    /// <summary>Nothing of it runs any more.</summary>
    public bool IsDead { get; private set; }

    public async Task ConnectAsync(TestCertificates certificates, IEnumerable<string> pods)
    {
        foreach (var pod in pods)
        {
            _agents.Add(await FakeAgent.StartAsync(aggregator.Grpc, certificates, pod));
        }
    }

    /// <summary>Every agent reports, and all of it has come.</summary>
    public async Task ReportAsync(double kv)
    {
        var due = aggregator.Ingest.Frames(SampleKind) + _agents.Count;
        foreach (var agent in _agents)
        {
            await agent.SampleAsync(kv, waiting: 0, finished: time.GetUtcNow().ToUnixTimeSeconds());
        }

        await Until.TrueAsync(() => aggregator.Ingest.Frames(SampleKind) == due);
    }

    /// <summary>What kill -9 leaves: its clock stands, its streams are broken, its lock is free.</summary>
    public async Task KillAsync()
    {
        IsDead = true;
        await DropAgentsAsync();
        aggregator.FreeLock();
    }

    public async ValueTask DisposeAsync()
    {
        await DropAgentsAsync();
        await aggregator.DisposeAsync();
    }

    private async Task DropAgentsAsync()
    {
        foreach (var agent in _agents)
        {
            await agent.DisposeAsync();
        }

        _agents.Clear();
    }
}
