namespace Wva.Local.Measure;

/// <summary>What an engine shows from a moment on, whether or not somebody reads it then.</summary>
/// <param name="At">The moment, since the start.</param>
/// <param name="Demand">Replicas that it asks for; null where it does not say.</param>
internal readonly record struct ShownDemand(TimeSpan At, int? Demand);
