using System.Collections.Immutable;
using System.Globalization;
using Wva.Scaling.Analysis.Pools;
using Wva.Scaling.Inputs;
using Wva.Scaling.Limits;

namespace Wva.Scaling.Tests;

/// <summary>Limits on GPUs and cost: cases of the published autoscaler (reference section 9.7) by their ids, and the last pass of the default setting.</summary>
public sealed class LimitTests
{
    /// <summary>A variant: <c>ns/name current->target gpus=1 acc=H100 spare=0 cost=10 min=0 max=99 priority=1</c>.</summary>
    private static GrowthRequest Request(string text)
    {
        var words = text.Split(' ');
        var (key, step) = (words[0].Split('/'), words[1].Split("->"));
        var named = words.Skip(2).Select(w => w.Split('=')).ToDictionary(p => p[0], p => p[1], StringComparer.Ordinal);
        double Number(string name, double otherwise) => named.TryGetValue(name, out var value) ? double.Parse(value, CultureInfo.InvariantCulture) : otherwise;
        return new GrowthRequest
        {
            Key = new VariantKey(key[0], key[1]),
            ModelId = "m",
            Accelerator = named.GetValueOrDefault("acc", "H100"),
            GpusPerReplica = (int)Number("gpus", 1),
            SpareKv = Number("spare", 0),
            Cost = Number("cost", 10),
            Priority = Number("priority", 1),
            Held = int.Parse(step[0], CultureInfo.InvariantCulture),
            Target = int.Parse(step[1], CultureInfo.InvariantCulture),
            Min = (int)Number("min", 0),
            Max = (int)Number("max", 99),
        };
    }

    private static ImmutableArray<GrowthRequest> Requests(string text) => [.. text.Split(';', StringSplitOptions.TrimEntries).Select(Request)];

    private static GpuUse[] Uses(ImmutableArray<GrowthRequest> requests) => [.. requests.Select(r => GpuUse.Of(r.Key.Namespace, r.Accelerator, r.Held, r.GpusPerReplica) with { CostPerHour = r.Held * r.Cost })];

    private static ImmutableDictionary<string, int> Gpus(string text)
        => text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(t => t.Split(' '))
            .ToImmutableDictionary(w => w[0], w => int.Parse(w[1], CultureInfo.InvariantCulture), StringComparer.Ordinal);

    /// <summary><c>cluster: H100 4 | team-a: H100 3 | exclude: ns</c>.</summary>
    private static GpuQuota Quota(string name, string text)
    {
        var quota = new GpuQuota { Name = name };
        foreach (var part in text.Split('|', StringSplitOptions.TrimEntries).Select(p => p.Split(':', StringSplitOptions.TrimEntries)))
        {
            quota = part[0] switch
            {
                "cluster" => quota with { ClusterGpus = Gpus(part[1]) },
                "exclude" => quota with { Exclude = [part[1]] },
                _ => quota with { NamespaceGpus = (quota.NamespaceGpus ?? ImmutableDictionary<string, ImmutableDictionary<string, int>>.Empty).Add(part[0], Gpus(part[1])) },
            };
        }

        return quota;
    }

    [Theory]
    [InlineData("LM-01", "H100 6", "ns/a 2->5 gpus=2", "3*")]
    [InlineData("LM-02", "H100 5", "ns/a 1->3 gpus=2", "2*")]
    [InlineData("LM-04", "H100 1", "ns/a 0->1 cost=20; ns/b 0->1 cost=5", "0* 1")]
    [InlineData("least spare first", "H100 1", "ns/a 0->1 spare=0.1 cost=20; ns/b 0->1 spare=0.2 cost=5", "1 0*")]
    [InlineData("LM-05", "H100 99", "ns/a 1->10 max=3", "3")]
    [InlineData("LM-07 one", "H100 1", "ns/a 0->2 acc=unknown", "1*")]
    [InlineData("LM-07 two", "H100 1, A100 1", "ns/a 0->2 acc=unknown", "0*")]
    [InlineData("W25", "H100 3", "ns/a 0->3 gpus=2; ns/b 0->1", "1* 0*")]
    public void The_published_limiter(string id, string inventory, string requests, string expected)
        => Assert.Equal((id, expected), (id, Published(new ScalingPolicy { Published = true, EnableLimiter = true, GpuInventory = Gpus(inventory) }, Requests(requests))));

    [Theory]
    [InlineData("QT-01", "cluster: H100 4", "ns/a 0->3; ns/b 0->5; ns/c 0->1", "3 1* 0*")]
    [InlineData("QT-02 missing", "cluster: A100 4", "ns/a 0->3", "0*")]
    [InlineData("QT-02 unlimited", "cluster: H100 -1", "ns/a 0->999 max=9999", "999")]
    [InlineData("QT-04", "default: H100 2 | team-a: H100 4", "team-z/a 0->5; team-y/b 0->5; team-z/c 0->1; team-a/d 0->4", "2* 2* 0* 4")]
    [InlineData("QT-05", "team-a: H100 4", "team-z/a 0->2", "0*")]
    [InlineData("QT-07 none", "cluster: H100 0", "ns/a 0->2", "0*")]
    [InlineData("QT-07 unresolved", "cluster: H100 4", "ns/a 0->2 acc=", "0*")]
    [InlineData("QT-08", "cluster: H100 4 | team-a: H100 3 | team-b: H100 3", "team-a/a 0->3; team-b/b 0->3; team-b/c 0->1", "3 1* 0*")]
    [InlineData("QT-10", "cluster: H100 4", "ns/a 0->8 min=5", "5*")]
    [InlineData("exclude", "cluster: H100 1 | exclude: free", "free/a 0->3; ns/b 0->3", "3 1*")]
    [InlineData("QT-11", "cluster: H100 4 + cluster: H100 2", "ns/a 0->5", "2*")]
    public void A_published_quota(string id, string quotas, string requests, string expected)
    {
        var policy = new ScalingPolicy { Published = true, EnableLimiter = true, GpuInventory = Gpus("H100 1"), Quotas = [.. quotas.Split('+').Select((q, i) => Quota($"q{i}", q.Trim()))] };

        Assert.Equal((id, expected), (id, Published(policy, Requests(requests))));
    }

    [Fact] // QT-11
    public void The_first_quota_that_falls_short_is_named()
    {
        var policy = new ScalingPolicy { Published = true, EnableLimiter = true, Quotas = [Quota("first", "cluster: H100 4"), Quota("second", "cluster: H100 2")] };
        var requests = Requests("ns/a 0->5");

        Assert.Equal(new GrowthGrant(2, "first"), Assert.Single(GreedyBySaturation.Apply(requests, PoolReader.Read(policy, Uses(requests))!)));
    }

    [Fact] // OS-01, OS-02
    public void GPUs_that_could_not_be_counted_limit_nothing_and_none_at_all_everything()
    {
        Assert.Null(PoolReader.Read(new ScalingPolicy { EnableLimiter = true, GpuInventory = null }, []));
        Assert.Null(PoolReader.Read(new ScalingPolicy { EnableLimiter = false, GpuInventory = Gpus("H100 4") }, []));
        Assert.Equal(0, PoolReader.Read(new ScalingPolicy { EnableLimiter = true, GpuInventory = Gpus("") }, [])!.Free("ns", "H100"));
    }

    [Theory] // W24
    [InlineData("NVIDIA-A100-PCIE-80GB", "A100")]
    [InlineData("NVIDIA-H100-80GB-HBM3", "H100")]
    [InlineData("nvidia-l40s", "L40S")]
    [InlineData("Intel-Gaudi", "Gaudi-2")]
    [InlineData("our-own", "our-own")]
    [InlineData("unknown", null)]
    [InlineData(" ", null)]
    public void Product_names_are_shortened(string name, string? expected) => Assert.Equal(expected, AcceleratorName.Normalize(name));

    [Fact] // W24
    public void Names_meet_in_the_default_setting_only()
    {
        var policy = new ScalingPolicy { EnableLimiter = true, GpuInventory = Gpus("NVIDIA-H100-80GB-HBM3 4") };
        long Free(ScalingPolicy p, string name) => PoolReader.Read(p, [])! is var pools ? pools.Free("ns", pools.NameOf(name)) : 0;

        Assert.Equal(4, Free(policy, "NVIDIA-H100-80GB-HBM3"));
        Assert.Equal((4, 0), (Free(policy with { Published = true }, "H100"), Free(policy with { Published = true }, "NVIDIA-H100-80GB-HBM3")));
    }

    [Theory]
    [InlineData("fragments are not lost", "H100 3", "", "ns/a 0->3 gpus=2; ns/b 0->1", "1 GpuLimit; 1")]
    [InlineData("priority first", "H100 1", "", "ns/a 0->1; ns/b 0->1 priority=2", "0 GpuLimit; 1")]
    [InlineData("then cost", "H100 1", "", "ns/a 0->1; ns/b 0->1 cost=5", "0 GpuLimit; 1")]
    [InlineData("min before all", "H100 1", "", "ns/a 0->1 priority=9; ns/b 0->1 min=1", "0 GpuLimit; 1")]
    [InlineData("min over the limit", "H100 1", "", "ns/a 0->4 min=3", "3 MinOverLimit GpuLimit")]
    [InlineData("no growth is no matter", "H100 0", "", "ns/a 3->3; ns/b 3->1", "3; 1")]
    [InlineData("cost cap", "H100 99", "ns 45", "ns/a 2->5 cost=10", "4 CostCap")]
    [InlineData("cost cap of others", "H100 99", "other 1", "ns/a 2->5 cost=10", "5")]
    [InlineData("what is to go costs until it is gone", "H100 99", "ns 50", "ns/a 3->1 cost=10; ns/b 0->4 cost=10", "1; 2 CostCap")]
    [InlineData("both", "H100 4", "ns 25", "ns/a 0->5 cost=10", "2 GpuLimit CostCap")]
    public void The_last_pass(string id, string inventory, string caps, string requests, string expected)
    {
        var policy = new ScalingPolicy
        {
            EnableLimiter = true,
            GpuInventory = Gpus(inventory),
            CostPerHourCap = Gpus(caps).ToImmutableDictionary(c => c.Key, c => (double)c.Value, StringComparer.Ordinal),
        };
        var read = Requests(requests);
        var limited = SharedLimits.Apply(read, PoolReader.Read(policy, Uses(read))!);

        Assert.Equal((id, expected), (id, string.Join("; ", limited.Select(l => string.Join(' ', l.Reasons.Select(r => r.Code).Prepend($"{l.Target}"))))));
    }
    private static string Published(ScalingPolicy policy, ImmutableArray<GrowthRequest> requests)
        => string.Join(' ', GreedyBySaturation.Apply(requests, PoolReader.Read(policy, Uses(requests))!).Select(g => $"{g.Target}{(g.LimitedBy is null ? "" : "*")}"));
}
