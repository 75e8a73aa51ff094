using Wva.Scaling.Inputs;

namespace Wva.Scenarios;

/// <summary>A replica that a state file remembers, so that a restart knows whom to wait for.</summary>
/// <param name="Namespace">Namespace of its pod.</param>
/// <param name="Pod">Name of its pod.</param>
/// <param name="Uid">UID of its pod.</param>
/// <param name="Node">Its node.</param>
/// <param name="Variant">The variant it was counted for; null where none.</param>
/// <param name="LastSeen">When it was last heard of.</param>
/// <param name="Served">Whether its engine ever served.</param>
public sealed record KnownReplicaEntry(string Namespace, string Pod, string Uid, string Node, VariantKey? Variant, DateTimeOffset LastSeen, bool Served);
