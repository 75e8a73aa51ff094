using System.Collections.Immutable;
using Wva.Scaling.Holds;

namespace Wva.Scaling.Limits;

/// <summary>A variant's number within its bounds.</summary>
internal sealed record VariantLimited
{
    /// <summary>The number as it came.</summary>
    public required VariantHeld Held { get; init; }

    /// <summary>The number now; null for no recommendation.</summary>
    public required int? Target { get; init; }

    /// <summary>Fewest replicas now, a schedule's minimum included: no limit takes them.</summary>
    public int Min { get; init; }

    /// <summary>Why it differs, a reason each step that changed it.</summary>
    public ImmutableArray<Reason> Reasons { get; init; } = [];
}
