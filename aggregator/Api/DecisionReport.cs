using System.Collections.Immutable;

namespace Wva.Api;

/// <summary>One decision: the whole chain.</summary>
public sealed record DecisionReport
{
    /// <summary>When.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>Replicas asked of the target at that time.</summary>
    public required int Current { get; init; }

    /// <summary>Replicas to publish; null while there is no recommendation.</summary>
    public int? Target { get; init; }

    /// <summary>What was published before; null where nothing was.</summary>
    public int? PublishedBefore { get; init; }

    /// <summary>What the load asks, before holds, bounds and limits; null where there was nothing to go by.</summary>
    public int? Wanted { get; init; }

    /// <summary><c>NoChange</c>, <c>ScaleUp</c> or <c>ScaleDown</c>: which way the target lies from <see cref="Current"/>.</summary>
    public required string Action { get; init; }

    /// <summary>Whether it may not scale in, whatever is wanted.</summary>
    public required bool Held { get; init; }

    /// <summary>Demand of its role group, replicas, not rounded; null without a fresh signal.</summary>
    public double? Demand { get; init; }

    /// <summary>Replicas that its role group needs beyond those that serve, start or are granted.</summary>
    public required double RequiredCapacity { get; init; }

    /// <summary>Replicas of its role group beyond the need.</summary>
    public required double SpareCapacity { get; init; }

    /// <summary>Age of the newest signal of the role group, seconds; null where none was used.</summary>
    public double? NewestSignalAgeSeconds { get; init; }

    /// <summary>Age of the oldest signal of the role group, seconds; null where none was used.</summary>
    public double? OldestSignalAgeSeconds { get; init; }

    /// <summary>
    /// Of the replicas that serve, or should, the share of which all that the sizing analyzer needs is there and fresh, 0 to 1; null where nothing serves
    /// and nothing should.
    /// </summary>
    public double? Trust { get; init; }

    /// <summary>The reasons in the order of the steps; the last is why the target is what it is.</summary>
    public required ImmutableArray<ReasonReport> Reasons { get; init; }

    /// <summary>What else was considered, and why not.</summary>
    public required ImmutableArray<ReasonReport> Considered { get; init; }
}
