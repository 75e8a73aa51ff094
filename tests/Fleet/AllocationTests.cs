using Wva.Contracts;

namespace Wva.Fleet.Tests;

/// <summary>What the ledger costs.</summary>
public sealed class AllocationTests
{
    private const int Samples = 10_000;

    private readonly Story _story = new();

    [Fact]
    public void Samples_and_heartbeats_of_known_ranks_allocate_nothing()
    {
        var stream = _story.Serve("a", 0);
        var sample = TwoRanks();
        Run(stream, sample, from: 0);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Run(stream, sample, from: Samples);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void A_replica_of_one_rank_takes_less_than_5_KiB()
    {
        const int Replicas = 1_000;
        var page = Story.Page(running: 1, waiting: 0, kv: 0.1, finished: 1);
        var identities = Enumerable.Range(0, Replicas + 1).Select(i => Story.Identity($"pod-{i}")).ToArray();
        var engine = Story.Engine();
        var before = 0L;
        for (var i = 0; i <= Replicas; i++)
        {
            var stream = _story.Ledger.Open(identities[i], Story.Noon);
            _story.Ledger.Learn(stream, engine, Story.Noon);
            _story.Ledger.Apply(stream, page, Story.Noon);
            before = i == 0 ? GC.GetAllocatedBytesForCurrentThread() : before;
        }

        var bytes = (GC.GetAllocatedBytesForCurrentThread() - before) / Replicas;
        TestContext.Current.TestOutputHelper?.WriteLine($"{bytes} bytes a replica");
        Assert.InRange(bytes, 1, 5 * 1024);
    }

    private static Sample TwoRanks()
    {
        var sample = new Sample { ScrapeAgeSeconds = 0.1 };
        Story.Row(sample, "0", running: 1, waiting: 0, kv: 0.1, finished: 0);
        Story.Row(sample, "1", running: 1, waiting: 0, kv: 0.1, finished: 0);
        return sample;
    }

    private void Run(ReplicaStream stream, Sample sample, int from)
    {
        for (var i = from; i < from + Samples; i++)
        {
            var now = Story.Noon + TimeSpan.FromMilliseconds(i * 250.0);
            sample.Rows[0].Set(RowField.Finished, i);
            sample.Rows[1].Set(RowField.PromptTokens, i);
            sample.Rows[1].Set(RowField.KvCacheUsage, i % 10 / 10.0);
            _story.Ledger.Apply(stream, sample, now);
            _story.Ledger.Heartbeat(stream, 0.1, now);
        }
    }
}
