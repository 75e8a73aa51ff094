using System.Collections.Immutable;
using Wva.Scaling.Inputs;

namespace Wva.Scaling.Analysis.Percentage;

/// <summary>One role of a model as the published percentage analyzer sees it.</summary>
internal sealed record PublishedGroup
{
    /// <summary>The role.</summary>
    public required Role Role { get; init; }

    /// <summary>Its variants that have rows, in the order of the model's.</summary>
    public required ImmutableArray<PublishedSpare> Variants { get; init; }

    /// <summary>Mean spare share of KV cache over all replicas that are not saturated.</summary>
    public required double SpareKv { get; init; }

    /// <summary>Mean spare queue length over all replicas that are not saturated.</summary>
    public required double SpareQueue { get; init; }

    /// <summary>Whether one more replica is wanted.</summary>
    public required bool ScaleUp { get; init; }

    /// <summary>Whether the rest could carry the load of one replica.</summary>
    public required bool ScaleInSafe { get; init; }

    /// <summary>What was found.</summary>
    public required Reason Reason { get; init; }
}
