using Wva.Simulation.Engines;

namespace Wva.Simulation.Fitting;

/// <summary>What the page of an engine, real or simulated, shows at a moment.</summary>
/// <param name="AtSeconds">When it was read, seconds since the recording began.</param>
/// <param name="Gauges">Its gauges.</param>
/// <param name="Preemptions">Its counter of preemptions.</param>
/// <param name="GenerationTokens">Its counter of tokens given.</param>
/// <param name="PrefixCacheHits">Its counter of prompt tokens found in the prefix cache.</param>
public readonly record struct PagePoint(double AtSeconds, EngineGauges Gauges, double Preemptions, double GenerationTokens, double PrefixCacheHits);
