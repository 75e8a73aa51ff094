using Wva.Replay.Cluster;
using Wva.Replay.Loop;
using Wva.Replay.Tests.Cluster;

namespace Wva.Replay.Tests.Loop;

public sealed class ClusterScalersTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 5, 12, 0, 0, TimeSpan.Zero);

    private readonly VirtualCluster _cluster = new([.. DemoFleet.Variants.Select(variant => variant.Pods)], new PlayedRuntime(Noon), seed: 1, Noon);
    private readonly ClusterScalers _scalers;
    private readonly Dictionary<string, int> _published = new(StringComparer.Ordinal);
    private readonly List<string> _asked = [];

    public ClusterScalersTests() => _scalers = new ClusterScalers(_cluster, DemoFleet.Variants, Noon);

    [Fact]
    public void What_is_published_is_followed_at_the_next_look_and_read_at_no_other_time()
    {
        Assert.False(Look(0));
        _published["a10g"] = 3;
        Assert.False(Look(14.9));
        Assert.True(Look(15));

        Assert.Equal((3, 0), (_cluster.Target("a10g").Replicas, _cluster.Target("l40s").Replicas));
        Assert.Equal(["a10g", "l40s", "a10g", "l40s"], _asked);
    }

    [Fact]
    public void What_is_no_longer_published_changes_nothing()
    {
        _published["a10g"] = 2;
        Assert.True(Look(0));
        _published.Clear();

        Assert.False(Look(15));
        Assert.Equal(2, _cluster.Target("a10g").Replicas);
    }

    private bool Look(double seconds)
    {
        var now = Noon.AddSeconds(seconds);
        _cluster.Advance(now);
        return _scalers.Look(Published, now);
    }

    private int? Published(string variant)
    {
        _asked.Add(variant);
        return _published.TryGetValue(variant, out var value) ? value : null;
    }
}
