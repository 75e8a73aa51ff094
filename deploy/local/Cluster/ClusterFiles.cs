using Wva.Local.Run;
using Wva.Local.Watch;
using Wva.Replay.Cluster;
using Wva.Scaling.Inputs;

namespace Wva.Local.Cluster;

/// <summary>The folder by which aggregators know the cluster: manifests and policy once, targets whenever pods change; and what they publish there.</summary>
/// <param name="folder">The variants folder.</param>
/// <param name="temporary">A folder on the same disk, for files that are being written.</param>
internal sealed class ClusterFiles(string folder, string temporary)
{
    private readonly Dictionary<string, string> _targets = new(StringComparer.Ordinal);

    /// <summary>Writes manifests and policy.</summary>
    public void WritePlan(ClusterPlan plan)
    {
        foreach (var variant in plan.Variants)
        {
            var (pods, scaler) = (variant.Pods, variant.Scaler);
            VariantFiles.WriteManifest(folder, pods.Name, plan.Model, pods.CostPerHour, scaler.MinReplicas, scaler.MaxReplicas, (pods.Accelerator, pods.GpusPerReplica));
        }

        VariantFiles.WritePolicy(folder, plan.ScaleInStabilization, scaleToZero: true);
    }

    /// <summary>The value that is published for a variant, as whoever scales it reads it; null where there is none, or the status cannot be read just now.</summary>
    public int? Published(string variant) => PublishedStatus.ReadFile(VariantFiles.Status(folder, variant))?.Replicas;

    /// <summary>Writes a variant's target where it is another than before.</summary>
    public void WriteTarget(string variant, ScaleTarget target)
    {
        var text = TargetYaml.Write(target);
        if (!string.Equals(_targets.GetValueOrDefault(variant), text, StringComparison.Ordinal))
        {
            _targets[variant] = text;
            var unfinished = Path.Combine(temporary, variant + ".target");
            File.WriteAllText(unfinished, text);
            File.Move(unfinished, VariantFiles.Target(folder, variant), overwrite: true);
        }
    }
}
