namespace Wva.Scaling.Inputs;

/// <summary>Need and spare of one role, in the analyzer's unit.</summary>
/// <param name="RequiredCapacity">Capacity needed beyond what is coming; null is none.</param>
/// <param name="SpareCapacity">Capacity beyond the need; null is none.</param>
public sealed record RoleCapacity(double? RequiredCapacity, double? SpareCapacity);
