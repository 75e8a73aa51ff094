using System.Collections.Immutable;
using Wva.Simulation.Routing;

namespace Wva.Replay.Loop;

/// <summary>The loop after one decision.</summary>
/// <param name="Seconds">When, seconds since the loop began.</param>
/// <param name="Variants">Its variants, in their order.</param>
/// <param name="Requests">What became of the requests so far.</param>
public sealed record LoopTick(double Seconds, ImmutableArray<LoopVariantTick> Variants, RouterCounts Requests);
