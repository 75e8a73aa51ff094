using System.Collections.Immutable;

namespace Wva.Scaling.Inputs;

/// <summary>All that the core remembers. Goes in with a snapshot, comes out with a plan.</summary>
public sealed record LearnedState
{
    /// <summary>A system that has run for ever with nothing granted: a variant that is not remembered stands at its current count and may go down at once.</summary>
    public static LearnedState Settled { get; } = new();

    /// <summary>By variant.</summary>
    public ImmutableDictionary<VariantKey, LearnedVariant> Variants { get; init; } = ImmutableDictionary<VariantKey, LearnedVariant>.Empty;

    /// <summary>Capacity by variant, for analyzers that count in tokens.</summary>
    public ImmutableDictionary<VariantKey, LearnedCapacity> Capacities { get; init; } = ImmutableDictionary<VariantKey, LearnedCapacity>.Empty;

    /// <summary>Memory of the published token analyzer; null outside the published setting.</summary>
    public PublishedTokens? PublishedTokens { get; init; }

    /// <summary>Time of the cycle that this is the outcome of; null is a settled system, for which no time is missing.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>An aggregator that begins without its state: a variant that is not remembered starts its window when it is first decided.</summary>
    /// <param name="now">When it begins.</param>
    public static LearnedState StartedAt(DateTimeOffset now) => new() { At = now };
}
