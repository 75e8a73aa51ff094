using System.Collections.Immutable;
using Wva.Fleet;
using Wva.Scaling.Inputs;
using Wva.Scenarios;

namespace Wva.Aggregator.Cycle;

/// <summary>What is remembered, between the ledger's and the core's records and the state file's.</summary>
internal static class StateConversions
{
    /// <summary>A replica of the state file.</summary>
    public static KnownReplica ToKnown(KnownReplicaEntry entry) =>
        new(new ReplicaIdentity(entry.Namespace, entry.Pod, entry.Uid, entry.Node), entry.Variant, entry.LastSeen, entry.Served);

    /// <summary>The state file of this moment.</summary>
    public static StateFile ToFile(LearnedState learned, ImmutableArray<KnownReplica> known, DateTimeOffset now) =>
        new(learned, [.. known.Select(ToEntry)], now);

    private static KnownReplicaEntry ToEntry(KnownReplica known) =>
        new(known.Identity.Namespace, known.Identity.Pod, known.Identity.Uid, known.Identity.Node, known.Variant, known.LastSeen, known.Served);
}
