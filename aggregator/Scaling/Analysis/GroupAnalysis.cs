using System.Collections.Immutable;
using Wva.Scaling.Inputs;

namespace Wva.Scaling.Analysis;

/// <summary>One role group of one model: the variants whose replicas can take each other's requests, and what their load comes to.</summary>
internal sealed record GroupAnalysis
{
    /// <summary>The cycle.</summary>
    public required CycleContext Cycle { get; init; }

    /// <summary>Its variants, cheapest first, then by name.</summary>
    public required ImmutableArray<VariantStanding> Variants { get; init; }

    /// <summary>The role.</summary>
    public Role Role => Variants[0].Snapshot.Spec.Role;

    /// <summary>What its samples are good for.</summary>
    public required Signal Signal { get; init; }

    /// <summary>Demand in replicas, not rounded; null without a fresh sample.</summary>
    public required double? Demand { get; init; }

    /// <summary>Replicas that the load asks for at least: more than there are is a reason to grow.</summary>
    public required long NeedAtLeast { get; init; }

    /// <summary>Replicas that the load may ask for at most: fewer than there are is a reason to scale in.</summary>
    public required long NeedAtMost { get; init; }

    /// <summary>Pods serving, starting and granted: what growth reckons with.</summary>
    public required long Supply { get; init; }

    /// <summary>Of them, those that targets are asked for: what scaling in reckons with, as the others are on their way out.</summary>
    public required long Asked { get; init; }

    /// <summary>Age of the newest number used, seconds.</summary>
    public required double? NewestAgeSeconds { get; init; }

    /// <summary>Age of the oldest number used, seconds.</summary>
    public required double? OldestAgeSeconds { get; init; }

    /// <summary>What was found.</summary>
    public required ImmutableArray<Reason> Reasons { get; init; }

    /// <summary>Replicas beyond the supply.</summary>
    public long Required => Math.Max(0, NeedAtLeast - Supply);

    /// <summary>Replicas of the supply beyond the need.</summary>
    public long Spare => Signal is Signal.Fresh ? Math.Max(0, Asked - NeedAtMost) : 0;
}
