namespace Wva.Contracts;

/// <summary>The message <c>Refused</c>: the aggregator does not take the stream, and ends it.</summary>
/// <param name="Reason">Why, as a code.</param>
/// <param name="Detail">Why, in words for an operator; may be empty.</param>
/// <param name="RetryAfter">Wait at least this long before the next attempt; whole milliseconds.</param>
public sealed record Refused(RefusalReason Reason, string Detail, TimeSpan RetryAfter);
