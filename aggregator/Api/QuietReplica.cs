namespace Wva.Api;

/// <summary>A pod whose numbers are old.</summary>
/// <param name="Pod">Its name.</param>
/// <param name="State">Its state: <c>starting</c>, <c>serving</c>, <c>asleep</c>, <c>draining</c> or <c>lost</c>.</param>
/// <param name="Stalled">Its engine has work and does not move.</param>
/// <param name="AgeSeconds">Seconds since its last successful scrape; null before the first.</param>
/// <param name="SilentSeconds">For how long it has been silent or stalled, seconds; null where it is stale only.</param>
public sealed record QuietReplica(string Pod, string State, bool Stalled, double? AgeSeconds, double? SilentSeconds);
