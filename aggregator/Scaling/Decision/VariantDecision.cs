using System.Collections.Immutable;
using Wva.Scaling.Inputs;

namespace Wva.Scaling.Decision;

/// <summary>What is to be published for one variant, and why.</summary>
public sealed record VariantDecision
{
    /// <summary>The variant as it stood.</summary>
    public required VariantSnapshot Variant { get; init; }

    /// <summary>Replicas to publish; null while there is no recommendation (no metrics yet, nothing published before).</summary>
    public required int? Target { get; init; }

    /// <summary>What was published before; null where nothing was.</summary>
    public int? PublishedBefore { get; init; }

    /// <summary>What the load asks of it, before holds, bounds and limits; null where the analysis had nothing to go by.</summary>
    public int? Wanted { get; init; }

    /// <summary>Which way the target lies from the replicas asked for now.</summary>
    public ScalingAction Action { get; init; }

    /// <summary>Whether it may not scale in in this cycle, whatever is wanted.</summary>
    public bool Held { get; init; }

    /// <summary>Demand of its role group, in replicas, not rounded; null without a fresh sample.</summary>
    public double? Demand { get; init; }

    /// <summary>Replicas that its role group needs beyond those serving, starting and granted.</summary>
    public double RequiredCapacity { get; init; }

    /// <summary>Replicas of its role group beyond the need.</summary>
    public double SpareCapacity { get; init; }

    /// <summary>Capacity of one replica, in the analyzer's unit; null where nothing is known of it.</summary>
    public double? PerReplicaCapacity { get; init; }

    /// <summary>The whole chain, in the order of the steps; the last one is why the target is what it is.</summary>
    public required ImmutableArray<Reason> Reasons { get; init; }

    /// <summary>What else was considered, and why not.</summary>
    public ImmutableArray<Reason> Considered { get; init; } = [];

    /// <summary>Age of the newest signal of the role group that was used, seconds; null where none was.</summary>
    public double? NewestSignalAgeSeconds { get; init; }

    /// <summary>Age of the oldest signal of the role group that was used, seconds; null where none was.</summary>
    public double? OldestSignalAgeSeconds { get; init; }

    /// <summary>
    /// Of the replicas that serve, or should, the share of which all that the sizing analyzer needs is there and fresh, 0 to 1; null where nothing serves
    /// and nothing should.
    /// </summary>
    public double? Trust { get; init; }

    /// <summary>The reason in force.</summary>
    public Reason Reason => Reasons[^1];
}
