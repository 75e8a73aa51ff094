namespace Wva.Scaling.Inputs;

/// <summary>What a user says of a variant: the part of a VariantAutoscaling that decisions rest on.</summary>
public sealed record VariantSpec
{
    /// <summary>Cost of a replica where the manifest gives none.</summary>
    public const double DefaultCost = 10.0;

    private const int MostGpus = 1 << 20;

    /// <summary>A cost as it is reckoned with: one that cannot be is the cost of a variant that gives none.</summary>
    /// <param name="cost">The cost as given.</param>
    public static double Reckoned(double cost) => double.IsFinite(cost) && cost >= 0 ? cost : DefaultCost;

    /// <summary>The variant.</summary>
    public required VariantKey Key { get; init; }

    /// <summary>The model it serves.</summary>
    public required string ModelId { get; init; }

    /// <summary>Cost of a replica and hour, in any one unit.</summary>
    public double Cost { get; init; } = DefaultCost;

    /// <summary>Accelerator type; null where unknown.</summary>
    public string? Accelerator { get; init; }

    /// <summary>GPUs a replica.</summary>
    public int GpusPerReplica { get; init; } = 1;

    /// <summary>GPUs a replica as they are counted: at least 1, and no more than any replica has, so that sums do not overflow.</summary>
    public int GpusCounted => Math.Clamp(GpusPerReplica, 1, MostGpus);

    /// <summary>What its replicas do of a request.</summary>
    public Role Role { get; init; }

    /// <summary>Fewest replicas; null is no bound.</summary>
    public int? Min { get; init; }

    /// <summary>Most replicas; null is no bound.</summary>
    public int? Max { get; init; }

    /// <summary>Both bounds.</summary>
    public VariantBounds Bounds => new(Min, Max);
}
