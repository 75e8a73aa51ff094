namespace Wva.Scaling.Inputs;

/// <summary>A published rise whose pods are not all seen yet.</summary>
/// <param name="At">When it was published.</param>
/// <param name="Replicas">The published number; the grant stands until as many pods are seen, for 10 minutes at most.</param>
public readonly record struct Grant(DateTimeOffset At, int Replicas);
