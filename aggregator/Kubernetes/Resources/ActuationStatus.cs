namespace Wva.Kubernetes.Resources;

/// <summary>Whether the recommendation is out (<c>actuation</c>).</summary>
/// <param name="Applied">It is published; not that the target has reached it.</param>
public sealed record ActuationStatus(bool Applied);
