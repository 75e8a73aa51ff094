using System.Collections.Immutable;

namespace Wva.Scaling.Inputs;

/// <summary>One variant as it stands now.</summary>
public sealed record VariantSnapshot
{
    /// <summary>What the user says of it.</summary>
    public required VariantSpec Spec { get; init; }

    /// <summary>Replicas that its target is asked for now, starting ones included.</summary>
    public required int Current { get; init; }

    /// <summary>Replicas of <see cref="Current"/> that are not Ready yet.</summary>
    public int Pending { get; init; }

    /// <summary>Hash of the pod template; null where unknown.</summary>
    public string? PodTemplateHash { get; init; }

    /// <summary>Pods of more than one template are there: nothing scales in.</summary>
    public bool Rollout { get; init; }

    /// <summary>Replicas, one entry a rank; pods without an agent's word are there as <see cref="ReplicaState.Starting"/>.</summary>
    public ImmutableArray<ReplicaSnapshot> Replicas { get; init; } = [];
}
