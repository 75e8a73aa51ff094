namespace Wva.Kubernetes.Resources;

/// <summary>A condition in the API server's form.</summary>
public sealed record Condition
{
    /// <summary>Its type; see <see cref="ConditionTypes"/>.</summary>
    public required string Type { get; init; }

    /// <summary>Whether it holds.</summary>
    public required ConditionStatus Status { get; init; }

    /// <summary>Why, as a token; see <see cref="ConditionReasons"/>.</summary>
    public required string Reason { get; init; }

    /// <summary>Why, as a sentence.</summary>
    public required string Message { get; init; }

    /// <summary>When <see cref="Status"/> last changed.</summary>
    public required DateTimeOffset LastTransitionTime { get; init; }

    /// <summary>Generation of the spec that it speaks of.</summary>
    public required long ObservedGeneration { get; init; }
}
