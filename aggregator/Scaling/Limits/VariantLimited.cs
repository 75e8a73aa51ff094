using Wva.Scaling.Holds;

namespace Wva.Scaling.Limits;

/// <summary>A variant's number within its bounds.</summary>
internal sealed record VariantLimited
{
    /// <summary>The number as it came.</summary>
    public required VariantHeld Held { get; init; }

    /// <summary>The number now; null for no recommendation.</summary>
    public required int? Target { get; init; }

    /// <summary>Why it differs; null where it does not.</summary>
    public Reason? Reason { get; init; }
}
