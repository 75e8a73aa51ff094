using Wva.Simulation.Engines;

namespace Wva.Simulation.Pages;

/// <summary>All numbers of a page at a moment.</summary>
/// <param name="Gauges">The engine's gauges.</param>
/// <param name="Meters">The engine's counters and histograms.</param>
/// <param name="Http">What its server counts.</param>
/// <param name="Process">What is said of its process.</param>
public sealed record PageFigures(EngineGauges Gauges, EngineMeters Meters, HttpMeters Http, ProcessFigures Process);
