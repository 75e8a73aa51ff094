using System.Collections.Immutable;
using Wva.Scaling.Inputs;

namespace Wva.Scenarios;

/// <summary>All that an aggregator must find again after a restart.</summary>
/// <param name="Learned">What the decision core remembers.</param>
/// <param name="Replicas">The replicas it knew.</param>
/// <param name="WrittenAt">When it was written.</param>
public sealed record StateFile(LearnedState Learned, ImmutableArray<KnownReplicaEntry> Replicas, DateTimeOffset WrittenAt);
