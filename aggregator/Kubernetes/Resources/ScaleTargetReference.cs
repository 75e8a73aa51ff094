namespace Wva.Kubernetes.Resources;

/// <summary>Names what a variant scales.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Name">Its name.</param>
/// <param name="ApiVersion">Its group and version.</param>
public sealed record ScaleTargetReference(string Kind, string Name, string ApiVersion = ScaleTargetReference.DefaultApiVersion)
{
    /// <summary>Kind where the whole reference is absent.</summary>
    public const string DefaultKind = "Deployment";

    /// <summary>Group and version where the reference gives none.</summary>
    public const string DefaultApiVersion = "apps/v1";

    /// <inheritdoc/>
    public override string ToString() => $"{Kind} {Name}";
}
