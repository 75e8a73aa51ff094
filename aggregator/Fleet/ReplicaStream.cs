using Wva.Fleet.Replicas;

namespace Wva.Fleet;

/// <summary>Handle of one open stream. Only the newest of a pod counts; calls with an older one do nothing.</summary>
public sealed class ReplicaStream
{
    internal ReplicaStream(ReplicaIdentity identity, Replica replica)
    {
        Identity = identity;
        Replica = replica;
    }

    /// <summary>The pod it speaks for.</summary>
    public ReplicaIdentity Identity { get; }

    internal Replica Replica { get; }

    internal bool IsCurrent => ReferenceEquals(Replica.Stream, this);
}
