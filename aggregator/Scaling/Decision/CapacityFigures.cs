namespace Wva.Scaling.Decision;

/// <summary>What an analyzer found of a model or of one of its roles, in the analyzer's unit.</summary>
/// <param name="RequiredCapacity">Capacity needed beyond what is coming.</param>
/// <param name="SpareCapacity">Capacity beyond the need.</param>
public sealed record CapacityFigures(double RequiredCapacity, double SpareCapacity)
{
    /// <summary>All that is asked of it; null where the analyzer does not say.</summary>
    public double? TotalDemand { get; init; }

    /// <summary>Capacity that serves; null where the analyzer does not say.</summary>
    public double? TotalSupply { get; init; }

    /// <summary>Capacity that serves or is coming; null where the analyzer does not say.</summary>
    public double? TotalAnticipatedSupply { get; init; }
}
