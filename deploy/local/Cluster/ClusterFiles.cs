using System.Globalization;
using Wva.Replay.Cluster;
using Wva.Replay.Loop;
using Wva.Scaling.Inputs;

namespace Wva.Local.Cluster;

/// <summary>The folder by which aggregators know the cluster: manifests and policy once, targets whenever pods change.</summary>
/// <param name="folder">The variants folder.</param>
/// <param name="temporary">A folder on the same disk, for files that are being written.</param>
internal sealed class ClusterFiles(string folder, string temporary)
{
    private readonly Dictionary<string, string> _targets = new(StringComparer.Ordinal);

    /// <summary>The status file of a variant.</summary>
    public static string StatusFile(string folder, string variant) => Path.Combine(folder, variant + ".status.yaml");

    /// <summary>Writes manifests and policy.</summary>
    public void WritePlan(ClusterPlan plan)
    {
        foreach (var variant in plan.Variants)
        {
            File.WriteAllText(Path.Combine(folder, variant.Pods.Name + ".yaml"), Manifest(plan.Model, variant));
        }

        File.WriteAllText(Path.Combine(folder, "policy.yaml"), string.Create(CultureInfo.InvariantCulture, $"scaleInStabilizationSeconds: {plan.ScaleInStabilization.TotalSeconds}\n"));
    }

    /// <summary>Writes a variant's target where it is another than before.</summary>
    public void WriteTarget(string variant, ScaleTarget target)
    {
        var text = TargetYaml.Write(target);
        if (!string.Equals(_targets.GetValueOrDefault(variant), text, StringComparison.Ordinal))
        {
            _targets[variant] = text;
            var unfinished = Path.Combine(temporary, variant + ".target");
            File.WriteAllText(unfinished, text);
            File.Move(unfinished, Path.Combine(folder, variant + ".target.yaml"), overwrite: true);
        }
    }

    private static string Manifest(string model, LoopVariant variant) => string.Create(CultureInfo.InvariantCulture, $"""
        apiVersion: llmd.ai/v1alpha1
        kind: VariantAutoscaling
        metadata:
          name: {variant.Pods.Name}
          namespace: default
        spec:
          modelID: "{model}"
          variantCost: "{variant.Pods.CostPerHour}"
          minReplicas: {variant.Scaler.MinReplicas}
          maxReplicas: {variant.Scaler.MaxReplicas}
          modelProfile:
            accelerators:
            - acc: {variant.Pods.Accelerator}
              accCount: {variant.Pods.GpusPerReplica}

        """);
}
