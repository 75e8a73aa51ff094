using Wva.Fleet.Replicas;
using Wva.Scaling.Inputs;

namespace Wva.Fleet.Snapshots;

/// <summary>A replica in its variant.</summary>
/// <param name="Replica">The replica.</param>
/// <param name="Pod">What the target shows of it; null where the variant has no target.</param>
internal readonly record struct Member(Replica Replica, TargetPod? Pod)
{
    /// <summary>Name of its pod: the target knows it; without one its agent says it.</summary>
    public string PodName => Pod?.Name ?? Replica.Identity.Pod;

    /// <summary>Where one of its ranks stands; a replica without a rank yet is asked with null.</summary>
    public ReplicaState StateAt(DateTimeOffset now, RankRow? row)
    {
        var history = Replica.History;
        if (Pod?.DeletedAt is not null)
        {
            return ReplicaState.Draining;
        }

        if (!history.HasServed)
        {
            return ReplicaState.Starting;
        }

        if (history.LostSince is { } lostSince)
        {
            return now - lostSince <= FleetTimes.PatienceWithLost ? ReplicaState.Starting : ReplicaState.Lost;
        }

        return row?.SleepLevel > 0 ? ReplicaState.Asleep : ReplicaState.Serving;
    }

    /// <summary>How old what is known of it is.</summary>
    public Freshness FreshnessAt(DateTimeOffset now, TimeSpan quietLimit)
    {
        var neverRead = Replica.ReadAt is null;
        if (neverRead && !Replica.History.HasServed)
        {
            return Freshness.NothingOwed;
        }

        var freshness = Replica.FreshnessAt(now, quietLimit);
        return neverRead && Replica.Restored is null && Replica.History.ReadySince is { } readySince
            ? freshness with { SilentSeconds = Math.Max(0, (now - readySince).TotalSeconds) } // Ready, and never a word of its engine
            : freshness;
    }
}
