namespace Wva.Contracts;

/// <summary>The message <c>Heartbeat</c>: nothing has changed since the last sample.</summary>
/// <param name="MonotonicMilliseconds">The agent's monotonic clock, milliseconds, as in a sample.</param>
/// <param name="ScrapeAgeSeconds">Age of the last page that was read successfully, seconds; null before the first.</param>
public readonly record struct Heartbeat(long MonotonicMilliseconds, double? ScrapeAgeSeconds);
