using Wva.Simulation.Engines;

namespace Wva.Simulation.Tests.Engines;

/// <summary>A request and when it comes.</summary>
internal readonly record struct Arrival(double AtSeconds, EngineRequest Request);
