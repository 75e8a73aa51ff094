using Wva.Simulation.Engines;

namespace Wva.Simulation.Tests.Engines;

/// <summary>What a page shows from the end of an iteration on.</summary>
internal readonly record struct NaivePage(double AtSeconds, EngineGauges Gauges, long GenerationTokens);
