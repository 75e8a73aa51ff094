using System.Collections.Immutable;

namespace Wva.Scaling.Inputs;

/// <summary>One quota on GPUs by accelerator type. A type or namespace that it does not name gets none; <see cref="Unlimited"/> lifts it.</summary>
public sealed record GpuQuota
{
    /// <summary>The number that stands for no limit.</summary>
    public const int Unlimited = -1;

    /// <summary>Name of the entry under <see cref="NamespaceGpus"/> that each namespace without one of its own gets.</summary>
    public const string DefaultNamespace = "default";

    /// <summary>Its name, for reasons.</summary>
    public required string Name { get; init; }

    /// <summary>GPUs by type for all namespaces together; null where the quota is by namespace only.</summary>
    public ImmutableDictionary<string, int>? ClusterGpus { get; init; }

    /// <summary>GPUs by namespace and type; null where the quota is for the whole cluster only.</summary>
    public ImmutableDictionary<string, ImmutableDictionary<string, int>>? NamespaceGpus { get; init; }

    /// <summary>Namespaces that it does not concern.</summary>
    public ImmutableHashSet<string> Exclude { get; init; } = [];
}
