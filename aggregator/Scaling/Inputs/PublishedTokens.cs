using System.Collections.Immutable;

namespace Wva.Scaling.Inputs;

/// <summary>What the published token analyzer remembers; nothing of it ever gets too old.</summary>
public sealed record PublishedTokens
{
    /// <summary>Capacity by variant.</summary>
    public ImmutableArray<PublishedCapacity> Capacities { get; init; } = [];

    /// <summary>Tokens resident while requests queued.</summary>
    public ImmutableArray<PublishedHistory> Histories { get; init; } = [];
}
