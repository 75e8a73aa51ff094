namespace Wva.Kubernetes.Resources;

/// <summary>The last change of the recommendation. Times, not ages: the status is not written each second.</summary>
public sealed record LastDecision
{
    /// <summary>When.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>Replicas before; null for the first recommendation.</summary>
    public int? From { get; init; }

    /// <summary>Replicas after.</summary>
    public required int To { get; init; }

    /// <summary>Code of the reason.</summary>
    public required string Reason { get; init; }

    /// <summary>The reason, with its numbers.</summary>
    public required string Message { get; init; }

    /// <summary>When the newest signal it rests on was read at the engine; null where it rests on none.</summary>
    public DateTimeOffset? ObservedAt { get; init; }
}
