using System.Collections.Immutable;

namespace Wva.Kubernetes.Resources;

/// <summary>What we read of an object's metadata.</summary>
public sealed record ObjectMetadata
{
    /// <summary>Namespace where a manifest gives none.</summary>
    public const string DefaultNamespace = "default";

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Its namespace.</summary>
    public string Namespace { get; init; } = DefaultNamespace;

    /// <summary>Rises with every change of the spec; conditions say which one they speak of.</summary>
    public long Generation { get; init; } = 1;

    /// <summary>Its labels.</summary>
    public ImmutableDictionary<string, string> Labels { get; init; } = ImmutableDictionary<string, string>.Empty;
}
