using System.Collections.Immutable;

namespace Wva.Api;

/// <summary>Every variant as one aggregator sees it: the answer to <see cref="ApiRoutes.Status"/>.</summary>
public sealed record StatusReport
{
    /// <summary>Time of the cycle that it tells of.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>How long ago that was when it was answered, seconds.</summary>
    public required double AgeSeconds { get; init; }

    /// <summary>Identity of the aggregator that answers.</summary>
    public required string AnsweredBy { get; init; }

    /// <summary>Whether that one decides.</summary>
    public required bool Decides { get; init; }

    /// <summary>Identity of the one that decides; null where unknown.</summary>
    public string? Leader { get; init; }

    /// <summary>Where that one answers; null where unknown.</summary>
    public string? LeaderAddress { get; init; }

    /// <summary>Cost an hour of all replicas asked for now; null where the count of one variant is unknown.</summary>
    public double? CostPerHour { get; init; }

    /// <summary>Open streams of agents that belong to no variant.</summary>
    public required int UnassignedStreams { get; init; }

    /// <summary>What could not be taken over from the store, a sentence each; 20 at most.</summary>
    public required ImmutableArray<string> Problems { get; init; }

    /// <summary>Variants, by namespace and name.</summary>
    public required ImmutableArray<VariantReport> Variants { get; init; }
}
