using Wva.Scaling.Inputs;

namespace Wva.Scaling.Limits;

/// <summary>A variant as the limits on GPUs and cost see it.</summary>
internal sealed record GrowthRequest
{
    /// <summary>The variant.</summary>
    public required VariantKey Key { get; init; }

    /// <summary>Its model; ties are broken by namespace, model and name.</summary>
    public required string ModelId { get; init; }

    /// <summary>Accelerator type; null where unknown.</summary>
    public string? Accelerator { get; init; }

    /// <summary>GPUs a replica, at least 1.</summary>
    public int GpusPerReplica { get; init; } = 1;

    /// <summary>Cost of a replica and hour.</summary>
    public double Cost { get; init; } = VariantSpec.DefaultCost;

    /// <summary>Weight of its model.</summary>
    public double Priority { get; init; } = 1;

    /// <summary>Mean spare share of KV cache; the published limiter serves the lowest first.</summary>
    public double SpareKv { get; init; }

    /// <summary>Replicas whose GPUs it has already: they are there, starting or granted.</summary>
    public required int Held { get; init; }

    /// <summary>Replicas that it is to have.</summary>
    public required int Target { get; init; }

    /// <summary>Fewest replicas: no limit takes them.</summary>
    public int Min { get; init; }

    /// <summary>What raises it to that by the clock; null where it is the user's own min.</summary>
    public ScheduledMin? Scheduled { get; init; }

    /// <summary>Most replicas.</summary>
    public int Max { get; init; } = int.MaxValue;
}
