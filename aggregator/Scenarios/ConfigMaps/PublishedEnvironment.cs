namespace Wva.Scenarios.ConfigMaps;

/// <summary>What the environment of the published autoscaler says of its ConfigMaps (reference: surface 3.3).</summary>
/// <param name="PodNamespace">The namespace that it runs in; null where nobody says.</param>
/// <param name="ScaleToZero">Whether models go to zero where no ConfigMap speaks of it.</param>
public sealed record PublishedEnvironment(string? PodNamespace, bool ScaleToZero)
{
    /// <summary>Variable with the namespace that it runs in.</summary>
    public const string NamespaceVariable = "POD_NAMESPACE";

    /// <summary>Variable that turns scaling to zero on where no ConfigMap speaks of it.</summary>
    public const string ZeroVariable = "WVA_SCALE_TO_ZERO";

    /// <summary>Namespaces that its manifests install it in.</summary>
    private static readonly string[] SystemNamespaces = ["workload-variant-autoscaler-system", "wva-system"];

    /// <summary>Nothing is set.</summary>
    public static PublishedEnvironment None { get; } = new(null, ScaleToZero: false);

    /// <summary>Reads it; an empty variable is none.</summary>
    /// <param name="variables">The environment.</param>
    public static PublishedEnvironment Of(IReadOnlyDictionary<string, string> variables) => new(
        variables.GetValueOrDefault(NamespaceVariable) is { Length: > 0 } named ? named : null,
        variables.GetValueOrDefault(ZeroVariable)?.ToUpperInvariant() is "TRUE" or "T" or "1");

    /// <summary>Whether ConfigMaps of a namespace count everywhere, and not in that namespace alone.</summary>
    /// <param name="space">The namespace.</param>
    public bool IsSystem(string space) => PodNamespace is { } named ? space == named : SystemNamespaces.Contains(space, StringComparer.Ordinal);
}
