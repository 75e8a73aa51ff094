using Wva.Fleet.Replicas;
using Wva.Scaling.Inputs;

namespace Wva.Fleet.Snapshots;

/// <summary>Whether the numbers of a replica are of now, and if not, why.</summary>
/// <param name="quietLimit">How long a stream may be quiet.</param>
/// <param name="now">The time.</param>
internal sealed class QuietFinder(TimeSpan quietLimit, DateTimeOffset now)
{
    /// <summary>Finds it at once, not only when the numbers count as old; null where all is well. A replica that has not served yet, has just become Ready, or drains, owes nothing.</summary>
    public QuietPod? Of(Member member, ReplicaState state, Freshness freshness)
    {
        var replica = member.Replica;
        if (state == ReplicaState.Draining || !replica.History.HasServed || IsJustReady(replica) || CauseOf(replica, freshness) is not { } found)
        {
            return null;
        }

        var silent = UnusableSince(replica) is { } unusable && !(Seconds(unusable) <= freshness.SilentSeconds) ? Seconds(unusable) : freshness.SilentSeconds;
        return new QuietPod(member.PodName, state, found.Cause, Seconds(found.Since), found.Cause == QuietCause.ScrapeFailed ? replica.Error : null, freshness.AgeSeconds, silent);
    }

    /// <summary>Its agent is there, and may not have looked since the engine began to answer.</summary>
    private bool IsJustReady(Replica replica) => replica is { Stream: not null, ReadAt: null, Restored: null } && now - replica.History.ReadySince <= quietLimit;

    // What is not known to have begun begins now.
    private (QuietCause Cause, DateTimeOffset Since)? CauseOf(Replica replica, Freshness freshness) => replica switch
    {
        { Stream: null } => (QuietCause.NoStream, replica.ClosedAt ?? replica.Restored?.At ?? replica.History.ReadySince ?? now),
        _ when replica.IsUnheard(now, quietLimit) => (QuietCause.NoWord, replica.HeardAt ?? now),
        { FailingSince: { } failing } => (QuietCause.ScrapeFailed, failing),
        { StalledAt: { } stalled } => (QuietCause.Stalled, stalled),
        _ when freshness.SilentSeconds is not null || replica.ReadAt is null => (QuietCause.NotRead, replica.ReadAt ?? replica.History.ReadySince ?? replica.Restored?.At ?? now),
        _ => UnusableSince(replica) is { } unusable ? (QuietCause.MissingFields, unusable) : null,
    };

    private static DateTimeOffset? UnusableSince(Replica replica)
    {
        DateTimeOffset? since = null;
        foreach (var row in replica.Rows)
        {
            since = row.UnusableSince < (since ?? DateTimeOffset.MaxValue) ? row.UnusableSince : since;
        }

        return since;
    }

    private double Seconds(DateTimeOffset since) => Math.Max(0, (now - since).TotalSeconds);
}
