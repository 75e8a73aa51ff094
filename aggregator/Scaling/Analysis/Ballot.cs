using System.Collections.Immutable;

namespace Wva.Scaling.Analysis;

/// <summary>One analyzer's word on one model, in that analyzer's own unit.</summary>
internal sealed record Ballot
{
    /// <summary>The analyzer.</summary>
    public required string Analyzer { get; init; }

    /// <summary>Weight of its demand where models compete for GPUs.</summary>
    public double Score { get; init; } = 1;

    /// <summary>Whether it votes.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>Whether its last word is recent: scaling in needs the consent of each that is.</summary>
    public bool Live { get; init; } = true;

    /// <summary>Whether it knows the capacity of any variant.</summary>
    public bool Informative { get; init; } = true;

    /// <summary>Capacity needed beyond what is coming, of the whole model.</summary>
    public double Required { get; init; }

    /// <summary>Capacity beyond the need, of the whole model.</summary>
    public double Spare { get; init; }

    /// <summary>Demand of the whole model.</summary>
    public double Demand { get; init; }

    /// <summary>Capacity of the replicas that serve.</summary>
    public double Supply { get; init; }

    /// <summary>Capacity of those and of the ones that are coming.</summary>
    public double Anticipated { get; init; }

    /// <summary>Need and spare by role; empty where every variant does both.</summary>
    public ImmutableArray<RoleBallot> Roles { get; init; } = [];

    /// <summary>Its variants, in the order of the model's.</summary>
    public required ImmutableArray<VariantCapacity> Variants { get; init; }
}
