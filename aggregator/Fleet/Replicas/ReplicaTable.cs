using System.Collections.Immutable;
using Wva.Scaling.Inputs;

namespace Wva.Fleet.Replicas;

/// <summary>All replicas by pod UID: those heard, those a target lists, and those known from before a restart. Bounded by open streams, listed pods, and what left in the last 10 minutes.</summary>
internal sealed class ReplicaTable
{
    private readonly Dictionary<string, Replica> _byUid = new(StringComparer.Ordinal);

    public IReadOnlyCollection<Replica> All => _byUid.Values;

    public bool Holds(Replica replica) => _byUid.TryGetValue(replica.Identity.Uid, out var held) && ReferenceEquals(held, replica);

    public Replica Of(ReplicaIdentity identity)
    {
        if (!_byUid.TryGetValue(identity.Uid, out var replica))
        {
            replica = new Replica(identity);
            _byUid.Add(identity.Uid, replica);
        }

        return replica;
    }

    public Replica Of(VariantKey variant, TargetPod pod) =>
        _byUid.TryGetValue(pod.Uid, out var replica) ? replica : Of(new ReplicaIdentity(variant.Namespace, pod.Name, pod.Uid, pod.Node ?? ""));

    public void Restore(IEnumerable<KnownReplica> known, DateTimeOffset now)
    {
        foreach (var one in known)
        {
            Of(one.Identity).Restore(one, now);
        }
    }

    public ImmutableArray<KnownReplica> Known() =>
    [
        .. _byUid.Values
            .Where(replica => replica.LastSeen is not null)
            .OrderBy(replica => replica.Identity.Uid, StringComparer.Ordinal)
            .Select(replica => new KnownReplica(replica.Identity, replica.History.Variant, replica.LastSeen!.Value, replica.History.HasServed)),
    ];

    /// <summary>Takes note of the replicas that no target lists (any more), and forgets those that are gone.</summary>
    public void Unlist(HashSet<Replica> listed, DateTimeOffset now)
    {
        List<string>? gone = null;
        foreach (var (uid, replica) in _byUid)
        {
            if (listed.Contains(replica))
            {
                continue;
            }

            if (replica.Stream is null && (replica.History.IsListed || !replica.CountsAt(now)))
            {
                (gone ??= []).Add(uid);
            }

            replica.History.Unlist();
        }

        foreach (var uid in gone ?? [])
        {
            _byUid.Remove(uid);
        }
    }
}
