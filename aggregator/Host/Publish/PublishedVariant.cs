using Wva.Fleet;
using Wva.Scaling.Inputs;

namespace Wva.Aggregator.Publish;

/// <summary>What everything outside sees of one variant: the truth that all exposures share.</summary>
internal sealed record PublishedVariant
{
    /// <summary>The variant.</summary>
    public required VariantKey Key { get; init; }

    /// <summary>Accelerator type; null where unknown.</summary>
    public string? Accelerator { get; init; }

    /// <summary>The published value; null before the first.</summary>
    public int? Desired { get; init; }

    /// <summary>Replicas asked of the target now; null where nothing is known of them.</summary>
    public int? Current { get; init; }

    /// <summary>The load in numbers; null where the fleet knows of none.</summary>
    public VariantLoad? Load { get; init; }
}
