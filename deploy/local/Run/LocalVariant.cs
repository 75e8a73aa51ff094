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
    public static string ManifestFile(string folder) => VariantFiles.Manifest(folder, Name);

    /// <summary>The status file in a variants folder.</summary>
    public static string StatusFile(string folder) => VariantFiles.Status(folder, Name);

    /// <summary>Writes manifest and policy into a variants folder.</summary>
    public void Write(string folder)
    {
        VariantFiles.WriteManifest(folder, Name, Model, Cost, min: 1, MaxReplicas, accelerator: null);
        VariantFiles.WritePolicy(folder, ScaleInStabilization);
    }
}
