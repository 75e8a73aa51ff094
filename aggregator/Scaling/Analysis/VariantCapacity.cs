namespace Wva.Scaling.Analysis;

/// <summary>What an analyzer knows of a variant's capacity.</summary>
/// <param name="PerReplica">Capacity of one replica; 0 where unknown: nothing can be sized with it.</param>
/// <param name="Source">Where it comes from, as the reason names it.</param>
internal readonly record struct VariantCapacity(double PerReplica, string Source)
{
    /// <summary>Whether its own replicas show it now. The published mix knows cost and accelerator of no other (W11).</summary>
    public bool Measured { get; init; } = true;
}
