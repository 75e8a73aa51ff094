namespace Wva.Contracts;

/// <summary>The message <c>Retune</c>: the aggregator asks for another cadence of scrapes. Whole milliseconds.</summary>
/// <param name="SamplePeriod">Time between two scrapes.</param>
/// <param name="FastPeriod">Shortest time between two scrapes while requests wait or the KV cache is nearly full; null leaves the agent's own rule.</param>
public readonly record struct Retune(TimeSpan SamplePeriod, TimeSpan? FastPeriod);
