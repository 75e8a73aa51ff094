using Wva.Kubernetes.Resources;
using Wva.Replay.Cluster;
using Wva.Scaling.Inputs;

namespace Wva.Aggregator.Tests.Fakes;

/// <summary>A folder of manifests for one test.</summary>
internal sealed class VariantFolderFake : IDisposable
{
    public string Directory { get; } = System.IO.Directory.CreateTempSubdirectory("wva-variants-").FullName;

    public string PathOf(string file) => Path.Combine(Directory, file);

    /// <summary>Writes as a careful writer does: readers see the old file or the new one.</summary>
    public void Write(string file, string text)
    {
        var temporary = PathOf("." + file);
        File.WriteAllText(temporary, text);
        File.Move(temporary, PathOf(file), overwrite: true);
    }

    public void WriteManifest(string name, string spec = "modelID: m", string? objectName = null, string space = "ns") =>
        Write(name + ".yaml", $$"""
            apiVersion: llmd.ai/v1alpha1
            kind: VariantAutoscaling
            metadata: {name: {{objectName ?? name}}, namespace: {{space}}}
            spec: { {{spec}} }
            """);

    public void WriteTarget(string name, ScaleTarget target) => Write(name + ".target.yaml", TargetYaml.Write(target));

    public void WritePolicy(string text) => Write("policy.yaml", text);

    /// <summary>The status as an outside watcher reads it; null where there is none.</summary>
    public VariantAutoscalingStatus? Status(string name)
    {
        var path = PathOf(name + ".status.yaml");
        if (!File.Exists(path))
        {
            return null;
        }

        var reading = StatusYaml.Read(File.ReadAllText(path), path);
        Assert.True(reading.IsGood, reading.Describe());
        return reading.Value;
    }

    public int? Desired(string name) => Status(name)?.DesiredOptimizedAlloc?.NumReplicas;

    public void Dispose() => System.IO.Directory.Delete(Directory, recursive: true);
}
