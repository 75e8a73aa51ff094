using CsCheck;
using Wva.Replay.Cluster;

namespace Wva.Replay.Tests.Cluster;

public sealed class VirtualClusterTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 5, 12, 0, 0, TimeSpan.Zero);

    private static readonly VirtualVariant Cheap = new()
    {
        Name = "cheap",
        Accelerator = "L4",
        CostPerHour = 2,
        PodTemplateHash = "5d9c",
        CreateDelay = TimeSpan.FromSeconds(1),
        Startup = StartupTime.Of(TimeSpan.FromSeconds(10)),
        TerminationGrace = TimeSpan.FromSeconds(30),
    };

    private readonly PlayedRuntime _runtime = new(Noon);

    [Fact]
    public void A_pod_is_created_starts_and_serves()
    {
        var cluster = Cluster(Cheap with { InitialReplicas = 1 });

        cluster.Advance(At(0.9));
        Assert.Empty(cluster.Pods);
        cluster.Advance(At(10.9));
        Assert.Equal(PodPhase.Starting, Assert.Single(cluster.Pods).Phase);
        cluster.Advance(At(11));
        Assert.Equal(PodPhase.Ready, Assert.Single(cluster.Pods).Phase);
        Assert.Equal(["1 start", "11 ready"], _runtime.Told);
    }

    [Fact]
    public void What_the_aggregator_sees_is_asked_for_at_once_and_there_later()
    {
        var cluster = Cluster(Cheap with { InitialReplicas = 1 });
        cluster.Advance(At(11));
        cluster.Scale("cheap", 3, At(20));
        var asked = cluster.Target("cheap");
        cluster.Advance(At(21));
        var target = cluster.Target("cheap");

        Assert.Equal((3, 1, "5d9c"), (asked.Replicas, asked.Pods.Length, asked.PodTemplateHash));
        Assert.Equal([true, false, false], target.Pods.Select(pod => pod.Ready));
        Assert.Equal([At(1), At(21), At(21)], target.Pods.Select(pod => pod.CreatedAt!.Value));
        Assert.All(target.Pods, pod => Assert.Matches("^cheap-5d9c-[a-z0-9]{5}$", pod.Name));
        Assert.All(target.Pods, pod => Assert.True(Guid.TryParse(pod.Uid, out _)));
        Assert.Equal(3, target.Pods.Select(pod => pod.Uid).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(3, cluster.StatusReplicas("cheap"));
    }

    [Fact]
    public void A_pod_that_is_told_to_go_drains_and_goes_when_it_is_done_or_its_grace_is_over()
    {
        var cluster = Cluster(Cheap with { InitialReplicas = 2 });
        cluster.Advance(At(11));
        var names = cluster.Pods.Select(pod => pod.Name).ToArray();
        cluster.Scale("cheap", 0, At(20));

        Assert.Equal(0, cluster.StatusReplicas("cheap"));
        Assert.All(cluster.Target("cheap").Pods, pod => Assert.Equal((true, At(20)), (pod.Ready, pod.DeletedAt!.Value)));
        cluster.ReportDrained(names[0], At(25));
        Assert.Equal(names[1], Assert.Single(cluster.Pods).Name);
        cluster.Advance(At(50));
        Assert.Empty(cluster.Pods);
        Assert.Equal(["20 withdraw", "20 withdraw", "25 kill", "50 kill"], _runtime.Told[^4..]);
    }

    [Fact]
    public void Scaling_in_takes_what_does_not_serve_yet_then_what_has_served_for_the_shortest_time()
    {
        var cluster = Cluster(Cheap with { InitialReplicas = 1 });
        cluster.Advance(At(5));
        cluster.Scale("cheap", 2, At(5));
        cluster.Scale("cheap", 3, At(12)); // ready at 11, 16 and 23
        cluster.Advance(At(20));
        string[] names = [.. cluster.Pods.Select(pod => pod.Name)];

        cluster.Scale("cheap", 2, At(20));
        Assert.Equal(names[..2], cluster.Pods.Select(pod => pod.Name), StringComparer.Ordinal);
        cluster.Scale("cheap", 1, At(21));
        Assert.Equal([PodPhase.Ready, PodPhase.Draining], cluster.Pods.Select(pod => pod.Phase));
    }

    [Fact]
    public void A_process_that_ends_is_started_again_in_the_same_pod_with_the_same_uid()
    {
        var cluster = Cluster(Cheap with { InitialReplicas = 1 });
        cluster.Advance(At(11));
        var before = Assert.Single(cluster.Pods);
        cluster.ReportEnded(before.Name, At(20));

        Assert.False(Assert.Single(cluster.Target("cheap").Pods).Ready);
        cluster.Advance(At(31));
        var after = Assert.Single(cluster.Pods);
        Assert.Equal((before.Uid, PodPhase.Ready, 1, null), (after.Uid, after.Phase, after.Restarts, after.DeletedAt));
        Assert.Equal(["1 start", "11 ready", "20 withdraw", "21 start", "31 ready"], _runtime.Told);
    }

    [Fact]
    public void A_pod_that_an_operator_deletes_is_replaced()
    {
        var cluster = Cluster(Cheap with { InitialReplicas = 1 });
        cluster.Advance(At(11));
        var old = Assert.Single(cluster.Pods);
        cluster.Delete(old.Name, At(20));
        cluster.Advance(At(32));

        Assert.Equal([(old.Name, PodPhase.Draining), (cluster.Pods.Last().Name, PodPhase.Ready)], cluster.Pods.Select(pod => (pod.Name, pod.Phase)));
    }

    [Fact]
    public void Where_a_probe_says_who_serves_nothing_is_ready_by_itself()
    {
        var cluster = Cluster(Cheap with { InitialReplicas = 1, Startup = null });
        cluster.Advance(At(500));
        var pod = Assert.Single(cluster.Pods).Name;
        cluster.ReportReady(pod, ready: true, At(500));
        cluster.ReportReady(pod, ready: false, At(510));
        cluster.ReportReady(pod, ready: true, At(520));
        cluster.ReportReady("nobody", ready: true, At(520));

        Assert.Equal(["1 start", "500 ready", "510 withdraw", "520 ready"], _runtime.Told);
        Assert.Null(cluster.NextDue);
    }

    [Fact]
    public void A_pod_costs_from_its_creation_until_it_is_gone()
    {
        var cluster = Cluster(Cheap with { InitialReplicas = 2 });
        cluster.Advance(At(11));
        cluster.Scale("cheap", 1, At(101));
        cluster.Advance(At(3601));

        var usage = cluster.Usage("cheap");
        Assert.Equal((20.0, 90.0 + 3590.0, 30.0), (usage.Starting.TotalSeconds, usage.Serving.TotalSeconds, usage.Draining.TotalSeconds));
        Assert.Equal(2 * 3730.0 / 3600, usage.Cost, 1e-9);
    }

    [Fact]
    public void Startup_times_have_the_median_and_the_percentile_that_were_asked_for()
    {
        var random = new Random(1);
        var startup = StartupTime.OfMedianAndP95(TimeSpan.FromSeconds(110), TimeSpan.FromSeconds(180));
        double[] drawn = [.. Enumerable.Range(0, 20_000).Select(_ => startup.Draw(random).TotalSeconds).Order()];

        Assert.Equal(110, drawn[10_000], 2.0);
        Assert.Equal(180, drawn[19_000], 5.0);
        Assert.Equal(TimeSpan.FromSeconds(10), StartupTime.Of(TimeSpan.FromSeconds(10)).Draw(random));
    }

    [Fact]
    public void What_makes_no_sense_is_refused()
    {
        var cluster = Cluster(Cheap);
        cluster.Advance(At(1));

        Assert.Contains("allowed: cheap", Assert.Throws<ArgumentException>(() => cluster.Scale("dear", 1, At(1))).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => cluster.Scale("cheap", -1, At(1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => cluster.Advance(At(0)));
        Assert.Throws<ArgumentException>(() => Cluster());
        Assert.Throws<ArgumentException>(() => Cluster(Cheap, Cheap));
    }

    [Fact]
    public void Any_story_gives_the_same_pods_in_one_jump_or_in_many_and_ends_with_as_many_as_asked_for() =>
        Gen.Select(Gen.Int[0, 3], Gen.Int[0, 5], Gen.Int[0, 40]).Array[1, 30].Sample(static story =>
        {
            var (jumping, stepping) = (new PlayedRuntime(Noon), new PlayedRuntime(Noon));
            var dear = Cheap with { Name = "dear", Startup = StartupTime.OfMedianAndP95(TimeSpan.FromSeconds(8), TimeSpan.FromSeconds(20)) };
            var one = new VirtualCluster([Cheap, dear], jumping, seed: 3, Noon);
            var many = new VirtualCluster([Cheap, dear], stepping, seed: 3, Noon);
            var seconds = 0;
            foreach (var (what, number, wait) in story)
            {
                for (var step = 0; step < wait * 4; step++)
                {
                    many.Advance(At(seconds + (step / 4.0)));
                }

                seconds += wait;
                Tell(one, what, number, At(seconds));
                Tell(many, what, number, At(seconds));
            }

            one.Advance(At(seconds + 1000));
            many.Advance(At(seconds + 1000));
            Assert.Equal(one.Pods, many.Pods);
            Assert.Equal(jumping.Told, stepping.Told);
            Assert.Equal(one.Usage("dear"), many.Usage("dear"));
            foreach (var variant in one.Variants)
            {
                Assert.Equal(one.Target(variant.Name).Replicas, one.Target(variant.Name).Pods.Count(pod => pod.Ready));
                Assert.Equal(one.Target(variant.Name).Replicas, one.StatusReplicas(variant.Name));
            }
        });

    private static DateTimeOffset At(double seconds) => Noon + TimeSpan.FromSeconds(seconds);

    private static void Tell(VirtualCluster cluster, int what, int number, DateTimeOffset now)
    {
        cluster.Advance(now);
        var pod = cluster.Pods.ElementAtOrDefault(number)?.Name ?? "nobody";
        switch (what)
        {
            case 0:
                cluster.Delete(pod, now);
                break;
            case 1:
                cluster.ReportEnded(pod, now);
                break;
            default:
                cluster.Scale(what == 2 ? "cheap" : "dear", number, now);
                break;
        }
    }

    private VirtualCluster Cluster(params VirtualVariant[] variants) => new(variants, _runtime, seed: 1, Noon);
}
