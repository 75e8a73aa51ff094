using System.Collections.Immutable;

namespace Wva.Fleet;

/// <summary>What the last snapshot counted, for metrics and status.</summary>
/// <param name="At">Time of the snapshot.</param>
/// <param name="Variants">One a variant, by namespace and name.</param>
/// <param name="Unassigned">Open streams that belong to no variant.</param>
public sealed record FleetSummary(DateTimeOffset At, ImmutableArray<VariantLoad> Variants, ImmutableArray<ReplicaIdentity> Unassigned);
