using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Wva.Api;

/// <summary>Why a variant has the number it has: the answer to <see cref="ApiRoutes.Explain"/>.</summary>
public sealed record ExplainReport
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

    /// <summary>Its namespace.</summary>
    public required string Namespace { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>The model it serves.</summary>
    [JsonPropertyName("modelID")]
    public required string ModelId { get; init; }

    /// <summary>Replicas asked of its target now; null where nothing is known of them.</summary>
    public int? Current { get; init; }

    /// <summary>The published value; null before the first.</summary>
    public int? Desired { get; init; }

    /// <summary>The last decision; null where another aggregator decides (then <see cref="Note"/> says which).</summary>
    public DecisionReport? Decision { get; init; }

    /// <summary>The decision that last changed the published value; null where this aggregator did not make it.</summary>
    public DecisionReport? LastChange { get; init; }

    /// <summary>The last change as the status says it; null before the first.</summary>
    public LastDecisionReport? LastDecision { get; init; }

    /// <summary>The condition <c>Ready</c>; null before the first status.</summary>
    public ReadyReport? Ready { get; init; }

    /// <summary>What the decision looked at, a rank an entry; 100 at most.</summary>
    public required ImmutableArray<SignalReport> Signals { get; init; }

    /// <summary>How many more there are.</summary>
    public int SignalsLeftOut { get; init; }

    /// <summary>What is to be said of the answer itself; null where nothing is.</summary>
    public string? Note { get; init; }
}
