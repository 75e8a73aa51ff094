using Wva.Fleet;
using Wva.Kubernetes.Resources;
using Wva.Scaling.Decision;
using Wva.Scaling.Inputs;

namespace Wva.Aggregator.Publish;

/// <summary>What everything outside sees of one variant: the truth that all exposures share.</summary>
internal sealed record PublishedVariant
{
    /// <summary>What the user says of it.</summary>
    public required VariantSpec Spec { get; init; }

    /// <summary>The variant.</summary>
    public VariantKey Key => Spec.Key;

    /// <summary>Accelerator type; null where unknown.</summary>
    public string? Accelerator => Spec.Accelerator;

    /// <summary>The published value; null before the first.</summary>
    public int? Desired { get; init; }

    /// <summary>Replicas asked of the target now; null where nothing is known of them.</summary>
    public int? Current { get; init; }

    /// <summary>The status that stands, written by whoever decides; null before the first.</summary>
    public VariantAutoscalingStatus? Status { get; init; }

    /// <summary>The load in numbers; null where the fleet knows of none.</summary>
    public VariantLoad? Load { get; init; }

    /// <summary>Its replicas, a rank an entry, as this aggregator sees them; null where it does not.</summary>
    public VariantSnapshot? Snapshot { get; init; }

    /// <summary>The last decision; null where another aggregator decides.</summary>
    public VariantDecision? Decision { get; init; }

    /// <summary>When <see cref="LastChange"/> was decided.</summary>
    public DateTimeOffset? LastChangeAt { get; init; }

    /// <summary>The decision that last changed the published value; null where this aggregator did not make it.</summary>
    public VariantDecision? LastChange { get; init; }

    /// <summary>A variant as the store, the fleet and its status show it.</summary>
    public static PublishedVariant Of(StoredVariant stored, VariantSnapshot? seen, VariantLoad? load, VariantAutoscalingStatus? status) => new()
    {
        Spec = stored.Spec,
        Desired = status?.DesiredOptimizedAlloc?.NumReplicas,
        Current = stored.TargetState == TargetState.Found || seen?.Replicas.IsEmpty == false ? seen?.Current : null,
        Status = status,
        Load = load,
        Snapshot = seen,
    };

    /// <summary>The same as this aggregator decided it.</summary>
    /// <param name="decision">What it decided.</param>
    /// <param name="at">When.</param>
    /// <param name="before">The cycle before; null where there was none.</param>
    public PublishedVariant With(VariantDecision decision, DateTimeOffset at, PublishedVariant? before)
    {
        var isChange = Status?.LastDecision?.Time == at;
        return this with
        {
            Decision = decision,
            LastChangeAt = isChange ? at : before?.LastChangeAt,
            LastChange = isChange ? decision : before?.LastChange,
        };
    }
}
