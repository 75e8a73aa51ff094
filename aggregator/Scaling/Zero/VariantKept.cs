using Wva.Scaling.Mix;

namespace Wva.Scaling.Zero;

/// <summary>A variant's part once the role group is known to keep a replica.</summary>
internal sealed record VariantKept
{
    /// <summary>The part as the mix had it.</summary>
    public required VariantMix Mix { get; init; }

    /// <summary>The part now; null without a fresh sample in the group.</summary>
    public required Band? Wanted { get; init; }

    /// <summary>Why it differs; null where it does not.</summary>
    public Reason? Reason { get; init; }
}
