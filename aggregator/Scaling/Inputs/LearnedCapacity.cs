using System.Collections.Immutable;

namespace Wva.Scaling.Inputs;

/// <summary>What is known of the memory and the pace of a variant's replicas, from when they served.</summary>
public sealed record LearnedCapacity
{
    /// <summary>When a replica last showed it.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Hash of the pod template it was learned of; it means nothing for another. Null where unknown.</summary>
    public string? PodTemplateHash { get; init; }

    /// <summary>KV cache of one rank, tokens.</summary>
    public required double KvTokens { get; init; }

    /// <summary>Data-parallel ranks a replica.</summary>
    public int Ranks { get; init; } = 1;

    /// <summary>Requests that a rank held while it ran as many as it may and others waited; oldest first.</summary>
    public ImmutableArray<LearnedResidents> Residents { get; init; } = [];
}
