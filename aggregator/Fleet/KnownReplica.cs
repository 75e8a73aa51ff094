using Wva.Scaling.Inputs;

namespace Wva.Fleet;

/// <summary>What survives a restart of a replica: that it is there, not its numbers.</summary>
/// <param name="Identity">The pod.</param>
/// <param name="Variant">The variant it was last counted in; null where in none.</param>
/// <param name="LastSeen">When its agent was last heard.</param>
/// <param name="Served">Whether it has served: it is then never taken for one that starts for the first time.</param>
public sealed record KnownReplica(ReplicaIdentity Identity, VariantKey? Variant, DateTimeOffset LastSeen, bool Served);
