using System.Collections.Immutable;

namespace Wva.Replay.Scalers;

/// <summary>What the controller remembers from one look to the next.</summary>
public sealed record HpaState
{
    /// <summary>A controller that has just started.</summary>
    public static HpaState Empty { get; } = new();

    /// <summary>What was recommended lately, before any window, oldest first.</summary>
    public ImmutableArray<HpaChange> Recommendations { get; init; } = [];

    /// <summary>Pods that were added lately.</summary>
    public ImmutableArray<HpaChange> Added { get; init; } = [];

    /// <summary>Pods that were taken away lately.</summary>
    public ImmutableArray<HpaChange> Removed { get; init; } = [];
}
