namespace Wva.Api;

/// <summary>A pod whose numbers are not of now.</summary>
/// <param name="Pod">Its name.</param>
/// <param name="State">Its state: <c>starting</c>, <c>serving</c>, <c>asleep</c>, <c>draining</c> or <c>lost</c>.</param>
/// <param name="Stalled">Its engine has work and does not move.</param>
/// <param name="AgeSeconds">Seconds since its last successful scrape; null before the first.</param>
/// <param name="SilentSeconds">For how long it has been silent or stalled, seconds; null where it is neither.</param>
public sealed record QuietReplica(string Pod, string State, bool Stalled, double? AgeSeconds, double? SilentSeconds)
{
    /// <summary>Why: <c>noStream</c>, <c>noWord</c>, <c>scrapeFailed</c>, <c>stalled</c>, <c>notRead</c> or <c>missingFields</c>; null where an older aggregator answers.</summary>
    public string? Cause { get; init; }

    /// <summary>For how long the cause has held, seconds.</summary>
    public double? ForSeconds { get; init; }

    /// <summary>Why its page could not be read, in its agent's words; null where it could.</summary>
    public string? Error { get; init; }
}
