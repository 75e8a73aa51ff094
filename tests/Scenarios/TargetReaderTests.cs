using Wva.Scaling.Inputs;

namespace Wva.Scenarios.Tests;

public sealed class TargetReaderTests
{
    [Fact]
    public void A_target_is_read_with_its_pods()
    {
        const string Text = """
            replicas: 2
            podTemplateHash: "5d9"
            engineArgs: [--max-num-seqs=64, --enable-prefix-caching]
            pods:
            - {name: a-0, uid: u0, node: n1, ready: true, createdAt: "2026-12-01T08:00:00Z", podTemplateHash: 4c1}
            - {name: a-1, uid: u1, node: null, ready: false, createdAt: 2026-12-01T08:00:05Z, deletedAt: 2026-12-01T09:00:00Z}
            """;
        var target = TargetReader.Read(Text, "a.target.yaml").Value;

        Assert.NotNull(target);
        Assert.Equal(2, target.Replicas);
        Assert.Equal("5d9", target.PodTemplateHash);
        Assert.Equal(["--max-num-seqs=64", "--enable-prefix-caching"], target.EngineArguments!.Value);
        Assert.Equal(
            [
                new TargetPod("a-0", "u0", "n1", Ready: true, At(8, 0, 0), DeletedAt: null) { PodTemplateHash = "4c1" },
                new TargetPod("a-1", "u1", null, Ready: false, At(8, 0, 5), At(9, 0, 0)),
            ],
            target.Pods);
    }

    [Theory]
    [InlineData("pods: []", "replicas: is missing")]
    [InlineData("replicas: -1", "replicas: '-1' is out of bounds; allowed: a whole number from 0 to 2147483647")]
    [InlineData("{replicas: 1, pods: [{uid: u}]}", "pods[0].name: is missing")]
    [InlineData("{replicas: 1, pods: [{name: a, uid: 0123}]}", "pods[0].uid: '123' is of the wrong type; allowed: a text (put it in quotes)")]
    [InlineData("{replicas: 1, pods: [{name: a, uid: u}, {name: b, uid: u}]}", "pods[1].uid: 'u' stands twice; allowed: each pod once")]
    [InlineData("{replicas: 1, pods: [{name: a, uid: u, phase: Running}]}", "pods[0].phase: is not a field here; allowed: createdAt, deletedAt, name, node, podTemplateHash, ready, uid")]
    [InlineData("{replicas: 1, spec: {}}", "spec: is not a field here; allowed: engineArgs, podTemplateHash, pods, replicas")]
    public void A_bad_field_is_named_with_its_value_and_what_is_allowed(string text, string problem)
        => Assert.Equal("a.target.yaml: " + problem, TargetReader.Read(text, "a.target.yaml").Describe());

    private static DateTimeOffset At(int hour, int minute, int second) => new(2026, 12, 1, hour, minute, second, TimeSpan.Zero);
}
