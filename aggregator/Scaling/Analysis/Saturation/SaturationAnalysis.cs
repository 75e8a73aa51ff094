using System.Collections.Immutable;
using Wva.Scaling.Inputs;

namespace Wva.Scaling.Analysis.Saturation;

/// <summary>What the token analyzer says of one model: two ballots, the same where all numbers are fresh and known.</summary>
internal sealed record SaturationAnalysis
{
    /// <summary>With the least that the load may be: what it requires is a reason to grow.</summary>
    public required Ballot Least { get; init; }

    /// <summary>With the most that the load may be: what it spares may scale in.</summary>
    public required Ballot Most { get; init; }

    /// <summary>What the model's samples are good for.</summary>
    public required Signal Signal { get; init; }

    /// <summary>What was found of the whole model.</summary>
    public required Reason Reason { get; init; }

    /// <summary>What was found of each variant, in the model's order.</summary>
    public required ImmutableArray<Reason> VariantReasons { get; init; }

    /// <summary>Replicas of each variant that serve or are coming, in the model's order, as the ballots count them.</summary>
    public required ImmutableArray<long> Replicas { get; init; }

    /// <summary>Serving pods of each variant that are fresh and lack nothing to size by, in the model's order.</summary>
    public required ImmutableArray<int> Complete { get; init; }

    /// <summary>What to remember.</summary>
    public required ImmutableArray<KeyValuePair<VariantKey, LearnedCapacity>> Learned { get; init; }
}
