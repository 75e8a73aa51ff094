using Wva.Scaling.Inputs;
using Wva.Scaling.Mix;
using Wva.Scaling.Zero;

namespace Wva.Scaling.Holds;

/// <summary>A variant's number once every rule that keeps it from falling has spoken.</summary>
internal sealed record VariantHeld
{
    /// <summary>The part as it came.</summary>
    public required VariantKept Kept { get; init; }

    /// <summary>What was wanted; null without a fresh sample in the group.</summary>
    public required int? Wanted { get; init; }

    /// <summary>The bound that the mix put on what the load asks, as long as nothing went over its number; null where there is none.</summary>
    public Bound? Bound => Kept.Wanted == Kept.Mix.Wanted ? Kept.Mix.Bound : null;

    /// <summary>Whether the number is what was wanted, by nobody's word.</summary>
    public bool IsAsWanted => Target == Wanted && Word is null;

    /// <summary>The number; null for no recommendation.</summary>
    public required int? Target { get; init; }

    /// <summary>Whether it may not scale in in this cycle, whatever is wanted.</summary>
    public required bool IsHeld { get; init; }

    /// <summary>What to remember: window and span without a hold.</summary>
    public required LearnedVariant Memory { get; init; }

    /// <summary>Why the number is not what was wanted; null where it is.</summary>
    public Reason? Reason { get; init; }

    /// <summary>An operator's word that went over it; null where there is none.</summary>
    public Reason? Word { get; init; }
}
