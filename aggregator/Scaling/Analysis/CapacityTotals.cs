namespace Wva.Scaling.Analysis;

/// <summary>Demand and capacity of a model or of one of its roles, in the analyzer's unit.</summary>
/// <param name="Demand">What is asked for.</param>
/// <param name="Supply">Capacity of the replicas that serve.</param>
/// <param name="Anticipated">The same with the replicas that are coming.</param>
internal readonly record struct CapacityTotals(double Demand, double Supply, double Anticipated)
{
    public static CapacityTotals operator +(CapacityTotals a, CapacityTotals b) => new(a.Demand + b.Demand, a.Supply + b.Supply, a.Anticipated + b.Anticipated);
}
