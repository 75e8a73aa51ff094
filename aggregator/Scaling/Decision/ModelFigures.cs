using System.Collections.Immutable;
using Wva.Scaling.Inputs;

namespace Wva.Scaling.Decision;

/// <summary>The analysis that a model was sized by.</summary>
/// <param name="Namespace">Its namespace.</param>
/// <param name="ModelId">The model.</param>
/// <param name="Total">The whole model.</param>
public sealed record ModelFigures(string Namespace, string ModelId, CapacityFigures Total)
{
    /// <summary>Capacity of one replica by name of the variant; 0 where unknown.</summary>
    public ImmutableDictionary<string, double> PerReplicaCapacity { get; init; } = ImmutableDictionary<string, double>.Empty;

    /// <summary>By role; empty where all variants do both.</summary>
    public ImmutableDictionary<Role, CapacityFigures> Roles { get; init; } = ImmutableDictionary<Role, CapacityFigures>.Empty;
}
