using System.Collections.Immutable;

namespace Wva.Scaling.Inputs;

/// <summary>All that the core remembers. Goes in with a snapshot, comes out with a plan.</summary>
public sealed record LearnedState
{
    /// <summary>A system that has run for ever with nothing granted.</summary>
    public static LearnedState Settled { get; } = new();

    /// <summary>By variant.</summary>
    public ImmutableDictionary<VariantKey, LearnedVariant> Variants { get; init; } = ImmutableDictionary<VariantKey, LearnedVariant>.Empty;

    /// <summary>Time of the cycle that this is the outcome of; null before the first.</summary>
    public DateTimeOffset? At { get; init; }
}
