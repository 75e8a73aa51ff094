namespace Wva.Benchmarks.LoadStep;

/// <summary>What one start came to.</summary>
/// <param name="Read">From the engine's gauges asking for more to the first page read that shows it.</param>
/// <param name="Publish">From that reading to the watcher seeing the raised value.</param>
/// <param name="Whole">From the gauges asking for more to the watcher seeing the raised value.</param>
internal sealed record LoadStepResult(TimeSpan Read, TimeSpan Publish, TimeSpan Whole);
