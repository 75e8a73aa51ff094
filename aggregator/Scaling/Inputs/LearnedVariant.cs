using System.Collections.Immutable;

namespace Wva.Scaling.Inputs;

/// <summary>What the core remembers of a variant from cycle to cycle, across restarts and leaders.</summary>
public sealed record LearnedVariant
{
    /// <summary>The published value; null before the first decision.</summary>
    public int? Published { get; init; }

    /// <summary>When the published value last changed.</summary>
    public DateTimeOffset? PublishedAt { get; init; }

    /// <summary>Its bounds when it was last decided; null before that.</summary>
    public VariantBounds? Bounds { get; init; }

    /// <summary>Grants that stand, oldest first.</summary>
    public ImmutableArray<Grant> Grants { get; init; } = [];

    /// <summary>What unheld cycles wanted within the stabilisation window, as a falling sequence (an entry that a later, larger one outlives is dropped).</summary>
    public ImmutableArray<WantedEntry> Wanted { get; init; } = [];

    /// <summary>Since when every cycle was unheld; null while held.</summary>
    public DateTimeOffset? UnheldSince { get; init; }

    /// <summary>Since when its target has been asked for more replicas than there are pods; null where it is not.</summary>
    public DateTimeOffset? UnseenSince { get; init; }

    /// <summary>Since when it has not been in the fleet; null while it is.</summary>
    public DateTimeOffset? AbsentSince { get; init; }

    /// <summary>Since when some of its replicas have been starting; null where none is.</summary>
    public DateTimeOffset? StartingSince { get; init; }
}
