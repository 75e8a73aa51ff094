using Wva.Scaling.Mix;

namespace Wva.Scaling.Zero;

/// <summary>A variant's part once it is known what its model keeps.</summary>
internal sealed record VariantKept
{
    /// <summary>The part as the mix had it.</summary>
    public required VariantMix Mix { get; init; }

    /// <summary>The part now; null where nothing is known to size it by.</summary>
    public required Band? Wanted { get; init; }

    /// <summary>Why it differs; null where it does not.</summary>
    public Reason? Reason { get; init; }

    /// <summary>Why its model does not go to zero though its time has come; null where nobody asks.</summary>
    public Reason? Refused { get; init; }
}
