namespace Wva.Scaling.Inputs;

/// <summary>Replicas published and not yet seen as pods.</summary>
/// <param name="At">When they were granted.</param>
/// <param name="Replicas">How many.</param>
public readonly record struct Grant(DateTimeOffset At, int Replicas);
