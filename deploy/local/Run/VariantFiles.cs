using System.Globalization;

namespace Wva.Local.Run;

/// <summary>The files of a variants folder: names, and what whoever plays the cluster writes once.</summary>
internal static class VariantFiles
{
    /// <summary>The manifest of a variant.</summary>
    public static string Manifest(string folder, string variant) => Path.Combine(folder, variant + ".yaml");

    /// <summary>The status file of a variant, which the aggregator writes.</summary>
    public static string Status(string folder, string variant) => Path.Combine(folder, variant + ".status.yaml");

    /// <summary>The target file of a variant.</summary>
    public static string Target(string folder, string variant) => Path.Combine(folder, variant + ".target.yaml");

    /// <summary>Writes a manifest.</summary>
    /// <param name="folder">The variants folder.</param>
    /// <param name="variant">The variant's name.</param>
    /// <param name="model">The model that it serves.</param>
    /// <param name="cost">Cost of a replica and hour.</param>
    /// <param name="min">Fewest replicas.</param>
    /// <param name="max">Most replicas.</param>
    /// <param name="accelerator">GPUs of a replica; null leaves them open.</param>
    public static void WriteManifest(string folder, string variant, string model, double cost, int min, int max, (string Type, int Count)? accelerator)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"""
            apiVersion: llmd.ai/v1alpha1
            kind: VariantAutoscaling
            metadata:
              name: {variant}
              namespace: default
            spec:
              modelID: "{model.Replace("\\", @"\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}"
              variantCost: "{cost}"
              minReplicas: {min}
              maxReplicas: {max}

            """);
        File.WriteAllText(Manifest(folder, variant), accelerator is { } gpus ? text + Profile(gpus.Type, gpus.Count) : text);
    }

    /// <summary>Writes the policy.</summary>
    /// <param name="folder">The variants folder.</param>
    /// <param name="scaleInStabilization">The window of scaling in.</param>
    /// <param name="scaleToZero">Whether scaling to zero is on: else each variant keeps its last replica, and a dear one stays for ever.</param>
    public static void WritePolicy(string folder, TimeSpan scaleInStabilization, bool scaleToZero = false) =>
        File.WriteAllText(Path.Combine(folder, "policy.yaml"), string.Create(
            CultureInfo.InvariantCulture,
            $"scaleInStabilizationSeconds: {scaleInStabilization.TotalSeconds}\n{(scaleToZero ? "scaleToZero: {enabled: true}\n" : "")}"));

    private static string Profile(string type, int count) => string.Create(CultureInfo.InvariantCulture, $"""
          modelProfile:
            accelerators:
            - acc: {type}
              accCount: {count}

        """);
}
