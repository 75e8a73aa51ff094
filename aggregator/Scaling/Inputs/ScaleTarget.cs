using System.Collections.Immutable;

namespace Wva.Scaling.Inputs;

/// <summary>What a variant scales, as the cluster shows it: filled by the API server's watches, or by <c>NAME.target.yaml</c> in local mode.</summary>
public sealed record ScaleTarget
{
    /// <summary>Replicas asked of it (its <c>spec.replicas</c>).</summary>
    public required int Replicas { get; init; }

    /// <summary>Hash of its pod template; learned capacity is kept by it. Null where unknown.</summary>
    public string? PodTemplateHash { get; init; }

    /// <summary>Arguments of the engine's container in its pod template; null where nobody says.</summary>
    public ImmutableArray<string>? EngineArguments { get; init; }

    /// <summary>Its pods, terminating ones included.</summary>
    public ImmutableArray<TargetPod> Pods { get; init; } = [];
}
