namespace Wva.Simulation.Engines;

/// <summary>The gauges of a page, as of the end of the last iteration, just as vLLM sets them.</summary>
/// <param name="Running">Requests in the batch that have not ended.</param>
/// <param name="Waiting">Requests that wait for room, all of them by the reason <c>capacity</c>; who came after that iteration began is not seen yet.</param>
/// <param name="KvCacheUsage">Share of the blocks in use, 0..1; cached blocks that nobody holds are free.</param>
public readonly record struct EngineGauges(int Running, int Waiting, double KvCacheUsage);
