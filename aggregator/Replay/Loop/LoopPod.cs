using Wva.Fleet;

namespace Wva.Replay.Loop;

/// <summary>A pod of the loop: its agent's stream, and its engine once that answers.</summary>
/// <param name="stream">The stream.</param>
internal sealed class LoopPod(ReplicaStream stream)
{
    public ReplicaStream Stream { get; } = stream;

    public LoopReplica? Engine { get; set; }
}
