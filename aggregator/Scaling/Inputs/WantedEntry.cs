namespace Wva.Scaling.Inputs;

/// <summary>What an unheld cycle wanted for a variant.</summary>
/// <param name="At">When.</param>
/// <param name="Replicas">How many.</param>
public readonly record struct WantedEntry(DateTimeOffset At, int Replicas);
