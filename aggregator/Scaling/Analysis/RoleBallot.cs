using Wva.Scaling.Inputs;

namespace Wva.Scaling.Analysis;

/// <summary>An analyzer's word on one role of a model.</summary>
/// <param name="Role">The role.</param>
/// <param name="Required">Capacity needed beyond what is coming.</param>
/// <param name="Spare">Capacity beyond the need.</param>
internal readonly record struct RoleBallot(Role Role, double Required, double Spare)
{
    /// <summary>Demand of the role.</summary>
    public double Demand { get; init; }

    /// <summary>Capacity of its replicas that serve.</summary>
    public double Supply { get; init; }

    /// <summary>Capacity of those and of the ones that are coming.</summary>
    public double Anticipated { get; init; }
}
