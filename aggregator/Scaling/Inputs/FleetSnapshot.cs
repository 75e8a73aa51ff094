using System.Collections.Immutable;

namespace Wva.Scaling.Inputs;

/// <summary>Everything a decision rests on.</summary>
/// <param name="Now">The only clock of the core.</param>
/// <param name="Models">All models.</param>
public sealed record FleetSnapshot(DateTimeOffset Now, ImmutableArray<ModelSnapshot> Models);
