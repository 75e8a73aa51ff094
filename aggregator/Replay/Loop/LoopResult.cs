using System.Collections.Immutable;
using Wva.Replay.Cluster;
using Wva.Simulation.Routing;

namespace Wva.Replay.Loop;

/// <summary>What a run of the loop came to.</summary>
/// <param name="Ticks">The loop after each decision.</param>
/// <param name="Served">The requests that had their whole answer, in the order in which they ended.</param>
/// <param name="Requests">What became of all requests.</param>
/// <param name="Usage">What each variant has used, in their order.</param>
public sealed record LoopResult(
    ImmutableArray<LoopTick> Ticks,
    ImmutableArray<ServedRequest> Served,
    RouterCounts Requests,
    ImmutableArray<VariantUsage> Usage);
