using System.Globalization;

namespace Wva.Local.Run;

/// <summary>The one variant of a local run: its manifest, and where the aggregator writes its status.</summary>
/// <param name="Model">The model that the engine serves.</param>
internal sealed record LocalVariant(string Model)
{
    /// <summary>Name of the variant and stem of its files.</summary>
    public const string Name = "recorded";

    /// <summary>Cost of a replica and hour.</summary>
    public const double Cost = 10;

    /// <summary>Most replicas.</summary>
    public const int MaxReplicas = 10;

    /// <summary>Window of scaling in; short, so that minutes suffice to see one.</summary>
    public static readonly TimeSpan ScaleInStabilization = TimeSpan.FromSeconds(15);

    /// <summary>The manifest file in a variants folder.</summary>
    public static string ManifestFile(string folder) => Path.Combine(folder, Name + ".yaml");

    /// <summary>The status file in a variants folder.</summary>
    public static string StatusFile(string folder) => Path.Combine(folder, Name + ".status.yaml");

    /// <summary>Writes manifest and policy into a variants folder.</summary>
    public void Write(string folder)
    {
        File.WriteAllText(ManifestFile(folder), string.Create(CultureInfo.InvariantCulture, $$"""
            apiVersion: llmd.ai/v1alpha1
            kind: VariantAutoscaling
            metadata:
              name: {{Name}}
              namespace: default
            spec:
              modelID: "{{Model.Replace("\\", @"\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}}"
              variantCost: "{{Cost:0.0}}"
              minReplicas: 1
              maxReplicas: {{MaxReplicas}}

            """));
        File.WriteAllText(Path.Combine(folder, "policy.yaml"), string.Create(CultureInfo.InvariantCulture, $"""
            scaleInStabilizationSeconds: {ScaleInStabilization.TotalSeconds}

            """));
    }
}
