using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Wva.Api;

/// <summary>One variant as it stands.</summary>
public sealed record VariantReport
{
    /// <summary>Its namespace.</summary>
    public required string Namespace { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>The model it serves.</summary>
    [JsonPropertyName("modelID")]
    public required string ModelId { get; init; }

    /// <summary><c>both</c>, <c>prefill</c> or <c>decode</c>.</summary>
    public required string Role { get; init; }

    /// <summary>Accelerator type; null where unknown.</summary>
    public string? Accelerator { get; init; }

    /// <summary>Cost of a replica and hour.</summary>
    public required double Cost { get; init; }

    /// <summary>Fewest replicas; null is no bound.</summary>
    public int? Min { get; init; }

    /// <summary>Most replicas; null is no bound.</summary>
    public int? Max { get; init; }

    /// <summary>Replicas asked of its target now; null where nothing is known of them.</summary>
    public int? Current { get; init; }

    /// <summary>The published value; null before the first.</summary>
    public int? Desired { get; init; }

    /// <summary>Cost an hour of <see cref="Current"/> replicas; null where they are unknown.</summary>
    public double? CostPerHour { get; init; }

    /// <summary>Pods by state; null where the fleet knows of none.</summary>
    public ReplicaCounts? Replicas { get; init; }

    /// <summary>Pods that have served and whose numbers are not of now, each with its cause, the most silent first; 20 at most.</summary>
    public required ImmutableArray<QuietReplica> Quiet { get; init; }

    /// <summary>How many more there are.</summary>
    public int QuietLeftOut { get; init; }

    /// <summary>Its load; null where the fleet knows of none.</summary>
    public LoadReport? Load { get; init; }

    /// <summary>Age of the newest page read, seconds; null where none was.</summary>
    public double? NewestSignalAgeSeconds { get; init; }

    /// <summary>Age, seconds, of the last page of the pod that was read longest ago; null where none was.</summary>
    public double? OldestSignalAgeSeconds { get; init; }

    /// <summary>Share of the replicas of which the last decision had all that it needed, 0 to 1; null where nothing serves, and from an aggregator that does not decide.</summary>
    public double? Trust { get; init; }

    /// <summary>Why the page of one of its engines could not be read; null where all could.</summary>
    public string? ScrapeError { get; init; }

    /// <summary>The last change of the published value; null before the first.</summary>
    public LastDecisionReport? LastDecision { get; init; }

    /// <summary>The condition <c>Ready</c>; null before the first status.</summary>
    public ReadyReport? Ready { get; init; }

    /// <summary>As it is named on the command line.</summary>
    [JsonIgnore]
    public string Key => $"{Namespace}/{Name}";
}
