namespace Wva.Fleet.Replicas;

/// <summary>How old what is known of a replica is.</summary>
/// <param name="IsStale">Its numbers are old, or it has none though it should.</param>
/// <param name="AgeSeconds">Seconds since its last successful scrape; null before the first.</param>
/// <param name="SilentSeconds">Seconds for which it has been silent, or stalled; null where it is neither.</param>
internal readonly record struct Freshness(bool IsStale, double? AgeSeconds, double? SilentSeconds)
{
    /// <summary>A replica that has not served yet owes nothing.</summary>
    public static Freshness NothingOwed => new(IsStale: false, AgeSeconds: null, SilentSeconds: null);
}
