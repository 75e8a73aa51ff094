using CsCheck;
using Wva.Replay.Cluster;
using Wva.Scaling.Inputs;
using Wva.Scenarios;

namespace Wva.Replay.Tests.Cluster;

public sealed class TargetYamlTests
{
    private static readonly Gen<string> Words = Gen.Char["abz019-.'\"#: "].Array[1, 12].Select(static letters => "x" + new string(letters).TrimEnd() + "x");
    private static readonly Gen<DateTimeOffset> Times = Gen.Long[0, 4_000_000_000_000].Select(DateTimeOffset.FromUnixTimeMilliseconds);

    private static readonly Gen<TargetPod> Pods = Gen.Select(Words, Words, Gen.Bool, Times, Gen.Bool, Times).Select(static (name, uid, ready, created, goes, deleted) =>
        new TargetPod(name, uid, ready ? "node-1" : null, ready, created, goes ? deleted : null) { PodTemplateHash = goes ? "h" : null });

    [Fact]
    public void Any_target_comes_back_from_its_file() => Gen.Select(Gen.Int[0, 100], Pods.Array[0, 5], Words.Array[0, 3], Gen.Bool).Sample(static (replicas, pods, words, known) =>
    {
        TargetPod[] distinct = [.. pods.DistinctBy(pod => pod.Uid, StringComparer.Ordinal)];
        var target = new ScaleTarget { Replicas = replicas, PodTemplateHash = "5d9c", EngineArguments = known ? [.. words] : null, Pods = [.. distinct] };

        var read = TargetReader.Read(TargetYaml.Write(target), "a.target.yaml");

        Assert.True(read.IsGood, string.Join("; ", read.Problems));
        Assert.Equal((target.Replicas, target.PodTemplateHash), (read.Value!.Replicas, read.Value.PodTemplateHash));
        Assert.Equal(target.EngineArguments?.ToArray(), read.Value.EngineArguments?.ToArray());
        Assert.Equal(target.Pods.ToArray(), read.Value.Pods.ToArray());
    });
}
