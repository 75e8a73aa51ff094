using System.Collections.Immutable;
using Wva.Scaling.Inputs;

namespace Wva.Scenarios;

/// <summary>The text of a <c>NAME.target.yaml</c> to what a variant scales: the cluster's part, played by whoever writes the file.</summary>
public static class TargetReader
{
    /// <summary>Reads a target, YAML or JSON.</summary>
    /// <param name="text">The text.</param>
    /// <param name="source">What it is: a file's name, most often.</param>
    public static Reading<ScaleTarget> Read(string text, string source)
        => YamlText.ToJson(text, source).Then(node =>
        {
            var problems = new ProblemList(source);
            var target = Read(JsonCursor.AtRoot(node, problems));
            return problems.ToReading(() => target);
        });

    private static ScaleTarget Read(JsonCursor root)
    {
        var target = new ScaleTarget
        {
            Replicas = root.Member("replicas").Required().AsInteger(0) ?? 0,
            PodTemplateHash = root.Member("podTemplateHash").AsName(),
            EngineArguments = VariantReader.ReadArguments(root.Member("engineArgs")),
            Pods = ReadPods(root.Member("pods")),
        };
        root.RefuseUnknown();
        return target;
    }

    private static ImmutableArray<TargetPod> ReadPods(JsonCursor list)
    {
        var pods = ImmutableArray.CreateBuilder<TargetPod>();
        var uids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var item in list.Items())
        {
            var pod = ReadPod(item);
            if (pod.Uid.Length > 0 && !uids.Add(pod.Uid))
            {
                item.Member("uid").Refuse("stands twice", "each pod once");
            }

            pods.Add(pod);
        }

        return pods.ToImmutable();
    }

    private static TargetPod ReadPod(JsonCursor pod)
    {
        var read = new TargetPod(
            pod.Member("name").Required().AsName() ?? "",
            pod.Member("uid").Required().AsName() ?? "",
            pod.Member("node").AsName(),
            pod.Member("ready").AsFlag() ?? false,
            pod.Member("createdAt").AsTime(),
            pod.Member("deletedAt").AsTime())
        {
            PodTemplateHash = pod.Member("podTemplateHash").AsName(),
        };
        pod.RefuseUnknown();
        return read;
    }
}
