using System.Collections.Immutable;
using Wva.Scaling.Analysis;

namespace Wva.Scaling.Mix;

/// <summary>A variant's part of what its role group needs.</summary>
internal sealed record VariantMix
{
    /// <summary>Its role group.</summary>
    public required GroupAnalysis Group { get; init; }

    /// <summary>The variant.</summary>
    public required VariantStanding Standing { get; init; }

    /// <summary>Its part; null where nothing is known to size it by.</summary>
    public required Band? Wanted { get; init; }

    /// <summary>The bound that keeps it from what the load asks; null where none does.</summary>
    public Bound? Bound { get; init; }

    /// <summary>What was found of this variant alone.</summary>
    public ImmutableArray<Reason> Found { get; init; } = [];

    /// <summary>Why, save for its bound; null without a part.</summary>
    public required Reason? Reason { get; init; }

    /// <summary>What was passed over.</summary>
    public required ImmutableArray<Reason> Considered { get; init; }

    /// <summary>Serving pods of which all that the sizing analyzer needs is there and fresh.</summary>
    public required int Complete { get; init; }

    /// <summary>What it was sized by.</summary>
    public required Sizing Sizing { get; init; }
}
