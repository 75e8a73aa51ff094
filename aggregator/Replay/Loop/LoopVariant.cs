using Wva.Replay.Cluster;
using Wva.Replay.Scalers;
using Wva.Simulation.Engines;

namespace Wva.Replay.Loop;

/// <summary>A variant of a virtual loop.</summary>
/// <param name="Pods">Its pods; must say how long they start.</param>
/// <param name="Engine">What runs in them.</param>
/// <param name="Scaler">Who scales it by the value that is published.</param>
public sealed record LoopVariant(VirtualVariant Pods, EngineParameters Engine, HpaOptions Scaler);
