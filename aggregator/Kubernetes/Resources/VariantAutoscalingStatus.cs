using System.Collections.Immutable;

namespace Wva.Kubernetes.Resources;

/// <summary>
/// The whole status, always written whole by one writer: an omitted field would be deleted.
/// Null is unknown and is left out; the published strings stay strings.
/// </summary>
public sealed record VariantAutoscalingStatus
{
    /// <summary>Generation of the spec that this status speaks of.</summary>
    public required long ObservedGeneration { get; init; }

    /// <summary>What runs now; null while nothing is known of it.</summary>
    public CurrentAllocation? CurrentAlloc { get; init; }

    /// <summary>What is recommended; null before the first recommendation.</summary>
    public DesiredAllocation? DesiredOptimizedAlloc { get; init; }

    /// <summary>Whether the recommendation is published; null before the first.</summary>
    public ActuationStatus? Actuation { get; init; }

    /// <summary>The last change of the recommendation; null before the first.</summary>
    public LastDecision? LastDecision { get; init; }

    /// <summary>Conditions, one a type.</summary>
    public ImmutableArray<Condition> Conditions { get; init; } = [];

    /// <summary>The condition of a type; null where there is none.</summary>
    public Condition? FindCondition(string type) =>
        Conditions.FirstOrDefault(condition => string.Equals(condition.Type, type, StringComparison.Ordinal));
}
