using System.Collections.Immutable;
using Wva.Scaling.Inputs;

namespace Wva.Scaling.Analysis;

/// <summary>One model, and what its analyzers say of it.</summary>
internal sealed record ModelAnalysis
{
    /// <summary>The model.</summary>
    public required ModelSnapshot Model { get; init; }

    /// <summary>The cycle, with the model's own policy.</summary>
    public required CycleContext Cycle { get; init; }

    /// <summary>Its variants, in its order.</summary>
    public required ImmutableArray<VariantStanding> Standings { get; init; }

    /// <summary>Its role groups.</summary>
    public required ImmutableArray<GroupAnalysis> Groups { get; init; }

    /// <summary>Whether the percentages decide alone, in whole replicas.</summary>
    public bool InReplicas { get; init; }

    /// <summary>What its analyzers say in capacities; empty where none of them votes, or the percentages decide alone.</summary>
    public ImmutableArray<BallotPair> Ballots { get; init; } = [];

    /// <summary>What was found of each variant, in its order; empty where nothing was.</summary>
    public ImmutableArray<Reason> VariantReasons { get; init; } = [];

    /// <summary>Serving pods of each variant that lack nothing to size by in tokens, in its order; empty where nobody counts tokens.</summary>
    public ImmutableArray<int> CompleteInTokens { get; init; } = [];

    /// <summary>Capacities to remember.</summary>
    public ImmutableArray<KeyValuePair<VariantKey, LearnedCapacity>> Learned { get; init; } = [];

    /// <summary>Whether a number of it is missing: then replicas that are still there after their scale-in are no reason to take it back.</summary>
    public bool IsBlind
    {
        get
        {
            foreach (var standing in Standings)
            {
                if (standing.Blind)
                {
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>What was found of a variant.</summary>
    /// <param name="index">Its place in the model.</param>
    public ImmutableArray<Reason> Found(int index) => VariantReasons.IsEmpty ? [] : [VariantReasons[index]];
}
