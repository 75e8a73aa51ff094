using Wva.Contracts;

namespace Wva.Agent.Scrape;

/// <summary>What goes with a sample.</summary>
/// <param name="Engine">The engine's description; null before its first page.</param>
/// <param name="EngineGeneration">Counts up whenever the engine must be described again: found, changed, restarted.</param>
/// <param name="LastPage">Timestamp of the agent's clock when the last good page had been read; null before the first.</param>
internal readonly record struct ScrapeFacts(EngineDescription? Engine, int EngineGeneration, long? LastPage);
