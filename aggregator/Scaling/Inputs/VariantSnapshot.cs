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

    /// <summary>Replicas that the published autoscaler asked for before; null where nothing was. Only the published setting looks at it.</summary>
    public int? Desired { get; init; }

    /// <summary>Arguments of the engine's container; null where the template is unknown.</summary>
    public ImmutableArray<string>? EngineArguments { get; init; }

    /// <summary>The engine, <c>vllm</c> or <c>sglang</c>: whose arguments and metrics these are.</summary>
    public string Engine { get; init; } = "vllm";

    /// <summary>From a pod's creation until its engine serves, seconds, as measured; null where unknown.</summary>
    public double? StartupSeconds { get; init; }

    /// <summary>Its pods stay Pending because no GPU can be had.</summary>
    public bool StockOut { get; init; }

    /// <summary>Tolerance of the scaler that follows it, as a share of the current count: a smaller step would not be followed. Null where unknown.</summary>
    public double? ScalerTolerance { get; init; }

    /// <summary>An operator's word; null where there is none.</summary>
    public OperatorHold? OperatorHold { get; init; }

    /// <summary>Hash of the pod template; null where unknown.</summary>
    public string? PodTemplateHash { get; init; }

    /// <summary>Pods of more than one template are there: nothing scales in.</summary>
    public bool Rollout { get; init; }

    /// <summary>Replicas, one entry a rank; pods without an agent's word are there as <see cref="ReplicaState.Starting"/>.</summary>
    public ImmutableArray<ReplicaSnapshot> Replicas { get; init; } = [];
}
