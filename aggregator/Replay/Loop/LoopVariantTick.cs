namespace Wva.Replay.Loop;

/// <summary>A variant after one decision.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Desired">The published value; null before the first.</param>
/// <param name="Replicas">Replicas that its scaler asks for.</param>
/// <param name="Starting">Pods that start.</param>
/// <param name="Ready">Pods that serve.</param>
/// <param name="Draining">Pods that end what they have.</param>
/// <param name="Reason">Code of the reason in force; null before the first decision.</param>
public sealed record LoopVariantTick(string Name, int? Desired, int Replicas, int Starting, int Ready, int Draining, string? Reason);
