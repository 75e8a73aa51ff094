using Wva.Simulation.Engines;

namespace Wva.Simulation.Fitting;

/// <summary>An engine's speed as its pages tell it.</summary>
/// <param name="Speed">The speed.</param>
/// <param name="Intervals">Intervals that it was fitted to.</param>
/// <param name="MeanRelativeError">How far it is off an interval's own mean iteration time, as a share of that, averaged over the times between tokens.</param>
public sealed record FittedSpeed(EngineSpeed Speed, int Intervals, double MeanRelativeError);
