namespace Wva.Agent.Stream;

/// <summary>How one stream to an aggregator ended.</summary>
/// <param name="Kind">What it means for the next try.</param>
/// <param name="Cause">In words, one line, for the log.</param>
/// <param name="RetryAfter">Shortest wait that the aggregator asked for; null where it asked for none.</param>
internal sealed record StreamEnd(StreamEndKind Kind, string Cause, TimeSpan? RetryAfter = null);
